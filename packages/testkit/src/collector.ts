/** A collector of traces for tests: takes OTLP as JSON over HTTP and keeps every span. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';

/** A span as a collector sees it; kind as OTLP numbers it: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
export interface TakenSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  /** '' at the root. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** The message of its status where that is an error; '' otherwise. */
  readonly failed: string;
  /** The traces that it is linked to. */
  readonly links: readonly string[];
}

export interface Collector {
  readonly url: string;
  readonly spans: readonly TakenSpan[];
  /** Everything that came, as it came. */
  readonly received: readonly string[];
  stop(): Promise<void>;
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly OtlpAttribute[];
  readonly status: { readonly code: number; readonly message?: string };
  readonly links?: readonly { readonly traceId: string }[];
}
interface OtlpBody {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

const ERROR = 2;

/** `file`: where the spans are written too, a line each, for processes that cannot see this one. */
export async function startCollector(file?: string): Promise<Collector> {
  const spans: TakenSpan[] = [];
  const received: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const taken = spansIn(JSON.parse(body));
      if (file === undefined) {
        received.push(body);
        spans.push(...taken);
      } else append(file, taken);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  // A set-up that fails after it has begun to listen must be able to end.
  server.unref();
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', () => listening.resolve());
  await listening.promise;
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    received,
    stop: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

/** What a collector has written to its file so far. */
export function readSpans(file: string): readonly TakenSpan[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line): TakenSpan => JSON.parse(line));
}

function append(file: string, spans: readonly TakenSpan[]): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, spans.map((span) => `${JSON.stringify(span)}\n`).join(''));
}

function spansIn({ resourceSpans }: OtlpBody): TakenSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = attributesOf(resource.attributes)['service.name'] ?? '';
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => takenOf(span, service)));
  });
}

function takenOf(span: OtlpSpan, service: string): TakenSpan {
  const { traceId, spanId, parentSpanId = '', name, kind, status } = span;
  return {
    service,
    traceId,
    spanId,
    parentSpanId,
    name,
    kind,
    attributes: attributesOf(span.attributes),
    failed: status.code === ERROR ? (status.message ?? '') : '',
    links: (span.links ?? []).map((link) => link.traceId),
  };
}

const attributesOf = (attributes: readonly OtlpAttribute[]): Record<string, string> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, Object.values(value).map(String).join('')]),
  );
