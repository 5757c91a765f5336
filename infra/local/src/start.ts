import { performance } from 'node:perf_hooks';
import { playDemo } from './demo/play.ts';
import { messageOf } from './process/until.ts';
import { killRecorded } from './process/record.ts';
import { watchForStop } from './process/stop-request.ts';
import { parseStartFlags, type StartFlags } from './stack/flags.ts';
import { startStack, type Stack } from './stack/start-stack.ts';
import { ROOT, stateDirOf } from './state-dir.ts';

// `npm start`: the whole platform on this machine, with rides played through it.

const stateDir = stateDirOf(process.env);
const say = (line: string): void => console.log(line);
const stop = watchForStop(() => killRecorded(stateDir));

try {
  const flags = parseStartFlags(process.argv.slice(2));
  process.exitCode = await run(flags);
} catch (error) {
  if (!stop.signal.aborted) console.error(messageOf(error));
  process.exitCode = 1;
}
process.exit(stop.exitCode() ?? process.exitCode);

async function run(flags: StartFlags): Promise<number> {
  say(
    'Starting Kafka, MongoDB, the schema registry, KasPro and the services (Ctrl-C stops everything)',
  );
  const { instances, fresh } = flags;
  const stack = await startStack({
    root: ROOT,
    stateDir,
    environment: process.env,
    log: say,
    instances,
    fresh,
    signal: stop.signal,
  });
  stop.signal.addEventListener('abort', () => say('Stopping'));
  try {
    say(`Ready after ${(performance.now() / 1000).toFixed(1)} s`);
    return await follow(stack, flags);
  } finally {
    await stack.stop();
  }
}

/** Plays rides, or only waits; returns the exit code. */
async function follow(stack: Stack, flags: StartFlags): Promise<number> {
  const { demo, rides } = flags;
  if (demo && stack.kaspro.sandbox) {
    return playDemo(stack, { ...flags, say, signal: stop.signal });
  }
  if (demo)
    say(
      'No rides are played: the people of the demo live in the KasPro simulator, and a KasPro is given.',
    );
  if (demo && rides !== undefined) return 1;
  await untilStopped();
  return 0;
}

async function untilStopped(): Promise<void> {
  if (stop.signal.aborted) return;
  // The timer keeps the process alive: a pending promise alone does not.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
  clearInterval(alive);
}
