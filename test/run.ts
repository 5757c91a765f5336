// What `npm test` does once Node 24 and the packages are there: every step, also after one has failed,
// with its time; two lanes of steps beside each other, and what the second one says is kept until the
// first has ended. The real parts are started once, before the first step that needs them.
// The last line is `N passed, N failed`: tests, and each other step that failed. Naming steps runs
// those only: `npm test -- lint unit`.
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import workspace from '../package.json' with { type: 'json' };
import { startParts } from '@angkutan/local';
import { runProgram } from './program.ts';
import { type Count, countOf } from './report.ts';
import { LANES, type Step } from './steps.ts';
import { keptVoice, type Say } from './voice.ts';

const STATE = join(import.meta.dirname, '../.angkutan/test');
const FAILED: Count = { passed: 0, failed: 1 };

const stopping = new AbortController();
let stoppedBy: NodeJS.Signals | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stoppedBy ??= signal;
    stopping.abort(new Error(signal));
  });
}

let env: NodeJS.ProcessEnv = { ...process.env };
let stopParts = async (): Promise<void> => undefined;
let broughtParts: Promise<void> | undefined;

async function bringParts(): Promise<void> {
  const parts = await startParts({
    stateDir: STATE,
    environment: process.env,
    log: say,
    signal: stopping.signal,
  });
  stopParts = () => parts.stop();
  env = {
    ...env,
    ANGKUTAN_INFRA: 'external',
    KAFKA_BROKERS: parts.kafka.brokers.join(','),
    MONGODB_URI: parts.mongodb.uri,
    SCHEMA_REGISTRY_URL: parts.schemaRegistry.url,
  };
}

async function outcomeOf(step: Step, folder: string, aside: Say | undefined): Promise<Count> {
  const { check, project } = step;
  const { signal } = stopping;
  if (check) {
    // Through the pinned pnpm, which turbo wants to find, and so that a script means the same for all.
    const script = [
      'npx',
      '--yes',
      '--prefer-offline',
      workspace.packageManager,
      '--silent',
      'run',
      check,
    ];
    const ok = await runProgram({ command: script, env, signal, say: aside });
    return { passed: 0, failed: ok ? 0 : 1 };
  }
  if (project === 'integration') await (broughtParts ??= bringParts());
  const file = join(folder, `${step.name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const command = ['vitest', 'run', `--project=${project}`, ...reporters];
  const ok = await runProgram({ command, env, signal, say: aside });
  const count = await countOf(file);
  return !ok && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** Runs the steps in turn. They say things to the terminal, or `aside`. */
async function runLane(steps: readonly Step[], folder: string, aside?: Say): Promise<Count> {
  const tell = (line: string): void => (aside ? aside(`${line}\n`) : say(line));
  const total = { passed: 0, failed: 0 };
  for (const step of steps) {
    if (stoppedBy) break;
    tell(`\n── ${step.title}`);
    const startedAt = performance.now();
    const count = await outcomeOf(step, folder, aside).catch((error: unknown) => {
      tell(error instanceof Error ? error.message : String(error));
      return FAILED;
    });
    total.passed += count.passed;
    total.failed += count.failed;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    tell(`── ${step.title}: ${count.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  }
  return total;
}

async function runAll([first, second]: readonly [readonly Step[], readonly Step[]]) {
  const folder = await mkdtemp(join(tmpdir(), 'angkutan-test-'));
  const voice = keptVoice((text) => void process.stdout.write(text));
  if (first.length > 0) {
    for (const { title } of second) say(`── ${title}: beside the others, and heard after them`);
  }
  const counts = await Promise.all([
    runLane(first, folder).finally(voice.release),
    runLane(second, folder, voice.say),
  ]);
  await stopParts();
  await rm(folder, { recursive: true, force: true });
  const sum = (of: keyof Count): number => counts.reduce((total, count) => total + count[of], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const asked = process.argv.slice(2);
const names = LANES.flat().map(({ name }) => name);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  say(`No such step: ${unknown.join(', ')}. Steps: ${names.join(', ')}.`);
  process.exit(1);
}
const isAsked = ({ name }: Step): boolean => asked.length === 0 || asked.includes(name);
const [checks, stack] = LANES;
const total = await runAll([checks.filter(isAsked), stack.filter(isAsked)]);
if (stoppedBy) process.exit(128 + constants.signals[stoppedBy]);
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
