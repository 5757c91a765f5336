// Signals, as the launcher understands them:
//
//   RUNNING -> (SIGINT, SIGTERM, SIGHUP, or our parent is gone) -> STOPPING -> (another, later) -> FORCED
//
// Everything stops in order on the first one. A second one that comes later than an echo means that the
// person has waited enough: what still runs is killed.
import { constants } from 'node:os';

type StoppingSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

export interface StopRequest {
  /** Aborted when everything is to stop. */
  readonly signal: AbortSignal;
  /** 130, 143 or 129 once a stop was asked for. */
  exitCode(): number | undefined;
}

// A Ctrl-C reaches us from the terminal, from npm and from run.mjs; within this time they are one.
const SIGNAL_ECHO_MS = 500;
const PARENT_POLL_MS = 500;
const STOPPING_SIGNALS: readonly StoppingSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Listens for the wish to stop. `force` is called when it is repeated; after it the process exits. */
export function watchForStop(force: () => void): StopRequest {
  const controller = new AbortController();
  let first: StoppingSignal | undefined;
  let lastAt = 0;

  const request = (signal: StoppingSignal): void => {
    if (Date.now() - lastAt < SIGNAL_ECHO_MS) return;
    lastAt = Date.now();
    if (first === undefined) {
      first = signal;
      controller.abort(new Error(`Stopped by ${signal}`));
      return;
    }
    force();
    process.exit(codeOf(first));
  };
  for (const signal of STOPPING_SIGNALS) process.on(signal, () => request(signal));
  watchParent(() => request('SIGTERM'));
  return { signal: controller.signal, exitCode: () => first && codeOf(first) };
}

function codeOf(signal: StoppingSignal): number {
  return 128 + constants.signals[signal];
}

/** A parent killed with -9 cannot tell us; that we have another parent now does. */
function watchParent(gone: () => void): void {
  const parent = process.ppid;
  const poll = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(poll);
    gone();
  }, PARENT_POLL_MS);
  poll.unref();
}
