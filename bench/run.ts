// `npm run bench`: how many rides a second this machine pays, end to end, and how fast one of them is.
//
// It starts a stack of its own with empty data, plays wallet rides and cash rides as fast as the platform
// takes them, then wallet rides at a modest rate for the latency, then what it costs that a console and a
// watcher look on, and measures a yardstick on the same MongoDB. A run counts only when every ride was
// settled and the books agree.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkLedger, checkProvider, startStack, watchForStop, type Stack } from '@angkutan/local';
import { figuresOf, resultsOf, type Figures, type Results } from './figures.ts';
import { parseBenchFlags, type BenchFlags } from './flags.ts';
import { machineOf } from './machine.ts';
import { gatherPeople, type People } from './people.ts';
import { play, type Row, type Stage } from './play.ts';
import { singleCommitsPerSecond } from './single-commits.ts';
import { tableOf } from './table.ts';
import { between, commitsOf } from './transactions.ts';
import { unwatched } from './unwatched.ts';

const ROOT = join(import.meta.dirname, '..');
const STATE = join(ROOT, '.angkutan/bench');
const RESULTS = join(import.meta.dirname, 'results');
/** The first seconds of a stack are its slowest: eight processes still compile what they run. */
const WARM_UP_S = 10;
/** Before and after the first row, because other work on the machine comes and goes. */
const YARDSTICK_S = 3;

const say = (line: string): void => console.log(line);
const stop = watchForStop(() => undefined);

try {
  await run(parseBenchFlags(process.argv.slice(2)));
} catch (error) {
  if (!stop.signal.aborted) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit(stop.exitCode() ?? process.exitCode);

async function run(flags: BenchFlags): Promise<void> {
  say('Starting a stack of its own, with empty data');
  const stack = await startStack({
    root: ROOT,
    stateDir: STATE,
    environment: process.env,
    log: say,
    fresh: true,
    signal: stop.signal,
  });
  try {
    if (!stack.kaspro.sandbox) throw new Error('The bench plays with the KasPro simulator only.');
    const results = await measure(stack, flags);
    for (const line of ['', ...tableOf(results)]) say(line);
    await keep('rides', results);
  } finally {
    await stack.stop();
  }
}

async function measure(stack: Stack, { seconds, window, rate }: BenchFlags): Promise<Results> {
  say('Registering riders and drivers, and topping them up');
  const people = await gatherPeople(stack, (ready, all) => {
    if (ready % 10 === 0) say(`  ${ready} of ${all} have money`);
  });
  const stage: Stage = { stack, people, window, say, signal: stop.signal };
  const wallet: Row = { name: 'wallet rides', method: 'WALLET', seconds };
  await play({ ...wallet, name: 'warm-up', seconds: WARM_UP_S }, stage);
  const before = await yardstick(stack);
  const figures = [await measured(wallet, stage)];
  const single = (before + (await yardstick(stack))) / 2;
  const others: readonly Row[] = [
    { ...wallet, name: 'cash rides', method: 'CASH' },
    { ...wallet, name: `wallet rides at ${rate}/s`, rate },
  ];
  for (const row of others) figures.push(await measured(row, stage));
  // Once more right before, for processes become faster as they run.
  const watched = await measured({ ...wallet, name: 'wallet rides again' }, stage);
  const alone = { ...wallet, name: 'wallet rides, nobody looking on' };
  const free = await unwatched(STATE, () => measured(alone, stage));
  await assertBooks(stack, people);
  const compared = { single, watched, unwatched: free };
  return resultsOf(machineOf(stack), [...figures, watched, free], compared);
}

async function yardstick({ mongodb }: Stack): Promise<number> {
  say(`  one transaction a message: ${YARDSTICK_S} s`);
  return await singleCommitsPerSecond(mongodb.uri, YARDSTICK_S);
}

async function measured(row: Row, stage: Stage): Promise<Figures> {
  const before = await commitsOf(stage.stack);
  const played = await play(row, stage);
  return figuresOf(played, between(before, await commitsOf(stage.stack)));
}

/** @throws when the ledger does not sum to zero, or differs from KasPro on any account */
async function assertBooks(stack: Stack, { riders, drivers }: People): Promise<void> {
  const provider = await checkProvider(stack, [...riders, ...drivers]);
  for (const { holds, text } of [provider, await checkLedger(stack)]) {
    if (!holds) throw new Error(`The books are wrong, so the figures count for nothing: ${text}`);
    say(`  ok: ${text}`);
  }
}

async function keep(name: string, results: Results): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  const file = join(RESULTS, `${name}.json`);
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
  say(`Written to ${file}`);
}
