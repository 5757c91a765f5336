import { setTimeout as delay } from 'node:timers/promises';

/** Waits, but no longer than until the signal: then it answers at once. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: true }).catch(() => undefined);
}

/** Waits for the work, but no longer than until the signal; its outcome is nobody's then. */
export async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const watching = new AbortController();
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  // Taken off again: the signal outlives thousands of works.
  signal.addEventListener('abort', () => resolve(), { once: true, signal: watching.signal });
  if (signal.aborted) resolve();
  await Promise.race([work, aborted]).finally(() => watching.abort());
}
