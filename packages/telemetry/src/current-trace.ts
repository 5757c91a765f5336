import { AsyncLocalStorage } from 'node:async_hooks';
import { spanIdOf, traceIdOf } from './traceparent.ts';

const storage = new AsyncLocalStorage<string>();

/** The trace context of what is being done here: of the request, or of the call to the provider. */
export const currentTrace = (): string | undefined => storage.getStore();

/**
 * Does the work, and whatever it awaits, in this trace: its log lines name it, its spans are children.
 * Without a trace it is done in the one there is.
 */
export const inTrace = <T>(traceparent: string | undefined, work: () => T): T =>
  traceparent === undefined ? work() : storage.run(traceparent, work);

/** What a log line says of a trace; nothing without one. */
export function traceFields(traceparent: string | undefined): {
  readonly traceId?: string;
  readonly spanId?: string;
} {
  const traceId = traceparent === undefined ? '' : traceIdOf(traceparent);
  if (traceparent === undefined || traceId === '') return {};
  return { traceId, spanId: spanIdOf(traceparent) };
}
