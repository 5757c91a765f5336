// A supervised process:
//
//   STARTING -> RUNNING -> (ends unasked) -> WAITING -> STARTING ...      any -> STOPPING -> STOPPED
//
// The first start must succeed: a process that ends before it is ready fails the whole start with its last
// words. After that an unasked end is repaired for ever, with a delay that doubles while it keeps dying.
import { setTimeout as pause } from 'node:timers/promises';
import { withLastWords } from './last-words.ts';
import type { Session } from './session.ts';
import { describeEnd, spawnTied, type Command, type TiedProcess } from './tied-process.ts';
import { messageOf } from './until.ts';

export interface Supervision {
  readonly command: Command;
  /** Resolves once the process does its work; ends by the signal when the process is gone. */
  readonly ready: (signal: AbortSignal, logOffset: number) => Promise<void>;
  readonly readyWithinMs: number;
  /** Told after each successful start, the first one too. */
  readonly onRunning?: (pid: number) => void;
}

export interface Supervised {
  readonly name: string;
  stop(): Promise<void>;
}

const RESTART_DELAY_MS = 250;
const RESTART_DELAY_MAX_MS = 15_000;
const LONG_LIFE_MS = 30_000;
const STOP_WITHIN_MS = 20_000;

/** Starts a process, waits until it is ready, and keeps it running until it is stopped. */
export async function supervise(session: Session, spec: Supervision): Promise<Supervised> {
  const name = spec.command.name;
  const stopped = new AbortController();
  let current: TiedProcess | undefined;

  const startOnce = async (): Promise<TiedProcess> => {
    stopped.signal.throwIfAborted();
    current = await spawnTied(spec.command);
    const { pid, ended } = current;
    session.processes.add(name, pid);
    void ended.then(() => session.processes.remove(pid));
    await untilReady(current, spec);
    spec.onRunning?.(pid);
    return current;
  };
  const stop = async (): Promise<void> => {
    stopped.abort(new Error(`${name} was stopped`));
    if (current) await end(current, session, name);
  };
  session.teardown.defer(name, stop);
  const first = await startOnce();
  void keepRunning(first);

  async function keepRunning(running: TiedProcess): Promise<void> {
    let process: TiedProcess | undefined = running;
    let delay = RESTART_DELAY_MS;
    while (process && !stopped.signal.aborted) {
      const since = Date.now();
      const ended = await process.ended;
      if (stopped.signal.aborted) return;
      if (Date.now() - since > LONG_LIFE_MS) delay = RESTART_DELAY_MS;
      const line = `${name} died (${describeEnd(ended)}); starting it again`;
      session.log(withLastWords(line, spec.command.logFile, process.logOffset));
      process = await startAgain(delay);
      delay = Math.min(delay * 2, RESTART_DELAY_MAX_MS);
    }
  }

  async function startAgain(firstDelay: number): Promise<TiedProcess | undefined> {
    for (
      let delay = firstDelay;
      !stopped.signal.aborted;
      delay = Math.min(delay * 2, RESTART_DELAY_MAX_MS)
    ) {
      await pause(delay, undefined, { signal: stopped.signal }).catch(() => undefined);
      try {
        const running = await startOnce();
        session.log(`${name} runs again (pid ${running.pid})`);
        return running;
      } catch (error) {
        if (!stopped.signal.aborted) session.log(messageOf(error));
      }
    }
    return undefined;
  }
  return { name, stop };
}

async function untilReady(started: TiedProcess, spec: Supervision): Promise<void> {
  const over = new AbortController();
  const { name, logFile } = spec.command;
  const failure = (what: string): Error =>
    new Error(withLastWords(`${name} ${what}`, logFile, started.logOffset));
  const died = started.ended.then((ended) => {
    throw failure(`ended before it was ready (${describeEnd(ended)})`);
  });
  const late = pause(spec.readyWithinMs, undefined, { signal: over.signal }).then(() => {
    started.kill('SIGKILL');
    throw failure(`was not ready within ${spec.readyWithinMs / 1000} s`);
  });
  // The losers of the race end later, and by then nobody asks.
  for (const loser of [died, late]) loser.catch(() => undefined);
  try {
    await Promise.race([spec.ready(over.signal, started.logOffset), died, late]);
  } catch (error) {
    // Half-ready and left running, it would be in the way of the next one.
    started.kill('SIGKILL');
    await started.ended;
    throw error;
  } finally {
    over.abort(new Error(`${name} is no longer waited for`));
  }
}

async function end(running: TiedProcess, session: Session, name: string): Promise<void> {
  running.kill('SIGTERM');
  const patience = new AbortController();
  const late = pause(STOP_WITHIN_MS, undefined, { signal: patience.signal }).then(
    () => {
      session.log(`${name} did not stop within ${STOP_WITHIN_MS / 1000} s and was killed`);
      running.kill('SIGKILL');
    },
    () => undefined,
  );
  await running.ended;
  patience.abort();
  await late;
}
