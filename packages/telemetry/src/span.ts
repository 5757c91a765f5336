import { isSampled, isTraceparent } from './traceparent.ts';

export type SpanKind = 'server' | 'client' | 'producer' | 'consumer' | 'internal';

/**
 * What a span may say, in OpenTelemetry's names where it has one. A closed list, as that of the log
 * fields: no phone, name, account, token or body, and no customerId.
 */
export interface SpanAttributes {
  readonly 'http.request.method'?: string;
  /** The template, never the address: addresses hold ids. */
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  readonly 'messaging.system'?: 'kafka';
  readonly 'messaging.operation.type'?: 'process' | 'send';
  readonly 'messaging.destination.name'?: string;
  readonly 'messaging.destination.partition.id'?: string;
  readonly 'messaging.kafka.offset'?: number;
  readonly 'messaging.consumer.group.name'?: string;
  /** The `ce_id`. */
  readonly 'messaging.message.id'?: string;
  readonly 'angkutan.event.type'?: string;
  readonly 'angkutan.operation'?: string;
  /** How it ended: a verdict's status, a signal's type, or what is known after a call to KasPro. */
  readonly 'angkutan.outcome'?: string;
  /** Our partner reference. */
  readonly 'angkutan.reference'?: string;
  readonly 'angkutan.request.id'?: string;
  readonly 'angkutan.attempt'?: number;
}

/** Something that was done. Spans are told when they are over, so that nothing is kept of one meanwhile. */
export interface Span {
  readonly name: string;
  readonly kind: SpanKind;
  /** Its own trace context. */
  readonly traceparent: string;
  /** That of what caused it; absent at the root. */
  readonly parent?: string | undefined;
  /** Another trace's span that had a part in it. */
  readonly link?: string | undefined;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: SpanAttributes;
  /** Why it failed: a code, never a text with values; absent where it did not. */
  readonly failed?: string | undefined;
}

type Sink = (span: Span) => void;
let sink: Sink | undefined;

/** Where the process's spans go from now on; undefined: nowhere. */
export function sendSpansTo(next: Sink | undefined): void {
  sink = next;
}

/** Whether a span of this trace would be kept: ask before making one where there are many. */
export const isRecorded = (traceparent: string): boolean =>
  sink !== undefined && isTraceparent(traceparent) && isSampled(traceparent);

/** Tells of a span, where spans are exported and its trace is sampled. Never throws, never waits. */
export function recordSpan(span: Span): void {
  if (isRecorded(span.traceparent)) sink?.(span);
}
