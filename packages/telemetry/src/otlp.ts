import { SpanKind as Kind, type SpanContext, SpanStatusCode } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Logger } from './logger.ts';
import { countExports } from './span-exports.ts';
import type { Span, SpanKind } from './span.ts';
import { isSampled, spanIdOf, traceIdOf } from './traceparent.ts';

/** Spans that wait for the collector; further ones are dropped. */
const QUEUE_MAX = 8_192;
const BATCH_MAX = 512;
const BATCH_EVERY_MS = 1_000;
/** One export, with its repeats. */
const EXPORT_MAX_MS = 5_000;

const KINDS: Readonly<Record<SpanKind, Kind>> = {
  server: Kind.SERVER,
  client: Kind.CLIENT,
  producer: Kind.PRODUCER,
  consumer: Kind.CONSUMER,
  internal: Kind.INTERNAL,
};

export interface OtlpOptions {
  readonly service: string;
  readonly version: string;
  readonly endpoint: string;
  readonly logger: Logger;
}

/** The way of spans to a collector, in batches: a bounded queue, and a time limit for each export. */
export function openOtlp({ service, version, endpoint, logger }: OtlpOptions): {
  send(span: Span): void;
  /** Sends what is left. May take as long as an export. */
  close(): Promise<void>;
} {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const resource = resourceFromAttributes({
    'service.namespace': 'angkutan',
    'service.name': service,
    'service.version': version,
    'process.pid': process.pid,
  });
  const processor = new BatchSpanProcessor({
    exporter: countExports(new OTLPTraceExporter({ url, timeoutMillis: EXPORT_MAX_MS }), logger),
    maxQueueSize: QUEUE_MAX,
    maxExportBatchSize: BATCH_MAX,
    scheduledDelayMillis: BATCH_EVERY_MS,
    exportTimeoutMillis: EXPORT_MAX_MS,
  });
  return {
    send: (span) => processor.onEnd(readable(span, resource)),
    close: () => processor.shutdown(),
  };
}

// The SDK's tracer makes ids of its own. Ours travel in outbox rows and instructions before there
// is a span, so its spans are written by us, and only its queue and exporter are used.
function readable(span: Span, resource: Resource): ReadableSpan {
  const { name, kind, traceparent, parent, link, startMs, endMs, attributes, failed } = span;
  const status =
    failed === undefined
      ? { code: SpanStatusCode.UNSET }
      : { code: SpanStatusCode.ERROR, message: failed };
  return {
    name,
    kind: KINDS[kind],
    spanContext: () => contextOf(traceparent),
    ...(parent !== undefined && { parentSpanContext: contextOf(parent) }),
    startTime: hrTime(startMs),
    endTime: hrTime(endMs),
    duration: hrTime(Math.max(0, endMs - startMs)),
    status,
    attributes: { ...attributes },
    links: link === undefined ? [] : [{ context: contextOf(link) }],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: 'angkutan' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

const contextOf = (traceparent: string): SpanContext => ({
  traceId: traceIdOf(traceparent),
  spanId: spanIdOf(traceparent),
  traceFlags: isSampled(traceparent) ? 1 : 0,
});

function hrTime(ms: number): [number, number] {
  const seconds = Math.floor(ms / 1_000);
  return [seconds, Math.round((ms - seconds * 1_000) * 1e6)];
}
