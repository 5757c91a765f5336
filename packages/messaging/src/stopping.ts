import { setTimeout as delay } from 'node:timers/promises';

/** Waits, but no longer than until the signal: then it answers at once. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: true }).catch(() => undefined);
}
