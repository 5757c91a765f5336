/** The spans of the platform under test, and how they hang together. */
import { eventually, readSpans, type TakenSpan } from '@angkutan/testkit';
import { inject } from 'vitest';
import { SOON } from './platform.ts';

const { spansFile } = inject('e2e');

/** What has come of a trace so far. */
export const spansOf = (traceId: string): TakenSpan[] =>
  readSpans(spansFile).filter((span) => span.traceId === traceId);

/** The spans of the trace, once these are among them: they come in batches, a second late. */
export const traced = (traceId: string, names: readonly string[]): Promise<TakenSpan[]> =>
  eventually(async () => {
    const spans = spansOf(traceId);
    const missing = names.filter((wanted) => !spans.some(({ name }) => name === wanted));
    if (missing.length > 0) throw new Error(`no ${missing.join(', ')} in ${traceId}`);
    return spans;
  }, SOON);

/** Parents that no span of the trace is. */
export const strangers = (spans: readonly TakenSpan[]): Set<string> => {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  return new Set(spans.map((span) => span.parentSpanId).filter((id) => !ids.has(id)));
};
/** The name of the span under which the first one of this name hangs. */
export const parentOf = (spans: readonly TakenSpan[], name: string): string | undefined => {
  const span = spans.find((one) => one.name === name);
  return spans.find(({ spanId }) => spanId === span?.parentSpanId)?.name;
};
/** The ids of a trace and of its span. */
export const idsIn = (traceparent: string): readonly [string, string] => {
  const [, traceId = '', spanId = ''] = traceparent.split('-');
  return [traceId, spanId];
};
