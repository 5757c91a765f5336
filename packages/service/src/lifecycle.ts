/**
 * The life of a service's process.
 *
 *   STARTING ──started──▶ RUNNING ──signal, dead part, dead parent──▶ STOPPING ──drained──▶ exit
 *       └──cannot start──▶ STOPPING
 *
 * Parts are stopped in the reverse order of their start: first the entrances, last the connections.
 * A second signal, more than half a second after the first, ends the process at once, and so does a
 * drain that takes longer than its limit: what was under way is repeated by whoever takes over.
 */
import type { Logger } from '@angkutan/telemetry';

/** Ctrl-C reaches a child up to three times, from the terminal, npm and the launcher. */
const SAME_SIGNAL_MS = 500;
const DRAIN_MAX_MS = 25_000;
const PARENT_LOOK_MS = 500;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export interface Life {
  /** Registers how a part that has just been started is stopped. */
  onStop(part: string, stop: () => Promise<void> | void): void;
  /** A part died for good: drain what can be drained and exit 1, so that a new process takes over. */
  fail(part: string, error: unknown): void;
}

export interface LifeOptions {
  readonly logger: Logger;
  readonly parentPid?: number | undefined;
  readonly exit?: (code: number) => void;
}

/** Runs `start` and keeps the process until something ends it. */
export async function live(
  { logger, parentPid, exit = (code) => process.exit(code) }: LifeOptions,
  start: (life: Life) => Promise<void>,
): Promise<void> {
  const parts: { part: string; stop: () => Promise<void> | void }[] = [];
  let stoppingSince: number | undefined;

  async function stop(code: number): Promise<void> {
    if (stoppingSince !== undefined) return;
    stoppingSince = performance.now();
    setTimeout(() => {
      logger.error(
        { code: 'AKT_DRAIN_TOO_LONG' },
        'draining takes too long, leaving it to the next',
      );
      exit(1);
    }, DRAIN_MAX_MS).unref();
    for (const { part, stop: end } of parts.toReversed()) {
      await Promise.resolve(end()).catch((error: unknown) => {
        logger.error({ err: error, component: part }, 'part did not stop cleanly');
      });
    }
    logger.info('stopped');
    exit(code);
  }

  for (const [signal, code] of Object.entries(EXIT_CODES)) {
    process.on(signal, () => {
      const again =
        stoppingSince !== undefined && performance.now() - stoppingSince > SAME_SIGNAL_MS;
      if (again) exit(code);
      void stop(code);
    });
  }
  watchParent(parentPid, () => void stop(0));

  const life: Life = {
    onStop: (part, end) => void parts.push({ part, stop: end }),
    fail: (part, error) => {
      logger.fatal({ err: error, component: part, code: 'AKT_PART_DEAD' }, 'part died, leaving');
      void stop(1);
    },
  };
  try {
    await start(life);
  } catch (error) {
    logger.fatal({ err: error }, 'cannot start');
    await stop(1);
  }
}

/** Killed with -9, a launcher cannot take its children along: they notice by themselves. */
function watchParent(parentPid: number | undefined, gone: () => void): void {
  if (parentPid === undefined) return;
  setInterval(() => {
    if (process.ppid !== parentPid) gone();
  }, PARENT_LOOK_MS).unref();
}
