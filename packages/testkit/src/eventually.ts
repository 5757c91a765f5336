import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;
const WITHIN_MS = 20_000;

export interface Patience {
  /** Milliseconds until it gives up; default 20,000. */
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
  const deadline = performance.now() + within;
  for (;;) {
    const outcome = await attempt(condition);
    if (outcome.met) return outcome.value;
    if (performance.now() > deadline) throw outcome.error;
    await delay(POLL_MS);
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
