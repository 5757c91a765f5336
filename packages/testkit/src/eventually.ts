import { setTimeout as delay } from 'node:timers/promises';

/** It looks again after a tenth of what it has waited, within these bounds: looking costs what is looked at. */
const PAUSE_MIN_MS = 20;
const PAUSE_MAX_MS = 100;
const WITHIN_MS = 30_000;

export interface Patience {
  /** Milliseconds until it gives up; default 30,000. */
  readonly within?: number;
}

/**
 * Waits until `condition` neither throws nor answers something falsy, and answers its value.
 * Gives up with the condition's last error, or by saying what it answered last.
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { within = WITHIN_MS }: Patience = {},
): Promise<T> {
  const start = performance.now();
  for (;;) {
    const outcome = await attempt(condition);
    if (outcome.met) return outcome.value;
    const waited = performance.now() - start;
    if (waited > within) throw outcome.error;
    await delay(Math.min(Math.max(waited / 10, PAUSE_MIN_MS), PAUSE_MAX_MS));
  }
}

type Outcome<T> = { met: true; value: T } | { met: false; error: unknown };

async function attempt<T>(condition: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    const value = await condition();
    if (value) return { met: true, value };
    return { met: false, error: new Error(`the condition still answers ${String(value)}`) };
  } catch (error) {
    return { met: false, error };
  }
}
