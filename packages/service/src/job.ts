import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@angkutan/telemetry';

/** After an error a job waits this long, so that a part that is away is not hammered. */
const ERROR_PAUSE_MS = 1_000;

export interface JobOptions {
  readonly name: string;
  /** The pause between two runs. */
  readonly everyMs: number;
  /** One run. Answers true when there is more to do at once. A throw is logged, and the job goes on. */
  readonly run: () => Promise<boolean>;
  readonly logger: Logger;
}

export interface Job {
  /** There is something to do: do not wait out the pause. */
  wake(): void;
  /** Lets the run under way finish. */
  stop(): Promise<void>;
}

/** Runs something again and again, one run at a time, until stopped. */
export function startJob({ name, everyMs, run, logger }: JobOptions): Job {
  const stopping = new AbortController();
  let pausing = new AbortController();
  let woken = false;

  async function pause(ms: number): Promise<void> {
    if (woken) return;
    pausing = new AbortController();
    const signal = AbortSignal.any([stopping.signal, pausing.signal]);
    await delay(ms, undefined, { signal }).catch(() => undefined);
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false;
      try {
        if (!(await run())) await pause(everyMs);
      } catch (error) {
        logger.error({ err: error, component: name }, 'job failed, trying again');
        await pause(ERROR_PAUSE_MS);
      }
    }
  }

  const ended = loop();
  return {
    wake: () => {
      woken = true;
      pausing.abort();
    },
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
