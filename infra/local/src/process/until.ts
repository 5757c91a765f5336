import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** What is waited for, for the error: "MongoDB answers". */
  readonly what: string;
  readonly withinMs: number;
  readonly everyMs?: number;
  /** Ends the wait early with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then that it still waits, and for what. */
  readonly log?: (line: string) => void;
}

const POLL_EVERY_MS = 100;
const SAY_EVERY_MS = 10_000;

/**
 * Asks again and again until the answer is something, and returns it. A throw counts as "not yet".
 * Throws when the time is over, naming what was waited for and the last refusal.
 */
export async function until<T>(ask: () => Promise<T | undefined>, patience: Patience): Promise<T> {
  const startedAt = Date.now();
  const deadline = startedAt + patience.withinMs;
  let sayAt = startedAt + SAY_EVERY_MS;
  let refusal = '';
  while (Date.now() < deadline) {
    patience.signal?.throwIfAborted();
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      refusal = `: ${messageOf(error)}`;
    }
    if (Date.now() >= sayAt) {
      patience.log?.(
        `Still waiting, ${Math.round((Date.now() - startedAt) / 1000)} s: ${patience.what}`,
      );
      sayAt += SAY_EVERY_MS;
    }
    await pause(patience.everyMs ?? POLL_EVERY_MS, undefined, signalOption(patience.signal));
  }
  throw new Error(`${patience.what}: not within ${patience.withinMs / 1000} s${refusal}`);
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function signalOption(signal: AbortSignal | undefined): { signal: AbortSignal } | undefined {
  return signal && { signal };
}
