// STARTING → RUNNING → STOPPING → exit. A signal, the death of the launcher that started us, or
// `fail` leads to STOPPING: what was started is stopped in reverse order, each step waited for.
// Exit 0 when asked to stop, 1 after a failure. A second signal more than SIGNAL_ECHO_MS after the
// first (one Ctrl-C arrives up to three times) and a stop that takes over STOP_MAX_MS end at once.
import type { Logger } from '@angkutan/telemetry';

const SIGNAL_ECHO_MS = 500;
const STOP_MAX_MS = 25_000;
const PARENT_POLL_MS = 500;

export interface ServiceLife {
  /** Registers how to stop what has just been started. */
  onStop(what: string, stop: () => Promise<void> | void): void;
  /** The service cannot go on, for instance because its consumer is dead. */
  fail(error: unknown): void;
}

export interface ServiceOptions {
  readonly logger: Logger;
  /** ANGKUTAN_PARENT_PID: in local mode, the launcher whose death is ours too. */
  readonly parentPid?: number | undefined;
  /** Starts everything; a throw is a failure. */
  readonly start: (life: ServiceLife) => Promise<void>;
}

/** Runs a service from its start to the exit of the process. */
export async function runService({ logger, parentPid, start }: ServiceOptions): Promise<void> {
  const started: { what: string; stop: () => Promise<void> | void }[] = [];
  let stopping: { at: number } | undefined;

  const stopAll = async (): Promise<void> => {
    for (const { what, stop } of started.toReversed()) {
      logger.debug({ step: what }, 'stopping');
      await Promise.resolve(stop()).catch((error: unknown) =>
        logger.error({ err: error, step: what }, 'did not stop cleanly'),
      );
    }
  };
  const end = (exitCode: number): void => {
    if (stopping) return;
    stopping = { at: Date.now() };
    setTimeout(() => process.exit(1), STOP_MAX_MS).unref();
    void stopAll().then(() => process.exit(exitCode));
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping && Date.now() - stopping.at > SIGNAL_ECHO_MS) process.exit(1);
    logger.info({ signal }, 'asked to stop');
    end(0);
  };
  const fail = (error: unknown): void => {
    logger.fatal({ err: error }, 'the service cannot go on');
    end(1);
  };

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
  if (parentPid !== undefined) watchParent(parentPid, () => end(0));
  try {
    await start({ onStop: (what, stop) => void started.push({ what, stop }), fail });
  } catch (error) {
    fail(error);
  }
}

// A launcher killed with -9 cannot tell us; its children get another parent.
function watchParent(parentPid: number, onDeath: () => void): void {
  setInterval(() => {
    if (process.ppid !== parentPid) onDeath();
  }, PARENT_POLL_MS).unref();
}
