// Spans go to a collector by OTLP over HTTP, in batches, beside the work and never in its way: the
// queue is bounded, an export has a time limit, and what does not go out is counted and forgotten.
import type { Logger } from './logger.ts';
import { sendSpansTo } from './span.ts';
import { sampleNewTraces } from './traceparent.ts';

/** How long a process that stops waits for its last spans. */
const FLUSH_MAX_MS = 2_000;

export interface ExportOptions {
  readonly service: string;
  readonly version: string;
  /** The collector, such as `http://127.0.0.1:4318`; undefined: nothing is recorded. */
  readonly endpoint: string | undefined;
  /** The share of the traces that begin here which is recorded, 0 to 1. */
  readonly sampleRatio: number;
  readonly logger: Logger;
}

/** Exports the process's spans from now on. `stop` sends what is left, for up to two seconds. */
export async function exportSpans(options: ExportOptions): Promise<{ stop(): Promise<void> }> {
  const { endpoint, sampleRatio } = options;
  sampleNewTraces(sampleRatio);
  if (endpoint === undefined) return { stop: () => Promise.resolve() };
  // Loading the SDK takes half as long as the rest of a start: only who exports pays for it.
  const { openOtlp } = await import('./otlp.ts');
  const otlp = openOtlp({ ...options, endpoint });
  sendSpansTo((span) => otlp.send(span));
  return {
    async stop() {
      sendSpansTo(undefined);
      const limit = Promise.withResolvers<void>();
      const timer = setTimeout(limit.resolve, FLUSH_MAX_MS);
      await Promise.race([otlp.close().catch(() => undefined), limit.promise]);
      clearTimeout(timer);
    },
  };
}
