// `npm run bench:console`: whether 50,000 dead letters and 500 partitions are looked at without stutter.
//
// It starts a stack of its own with empty data, fills in dead letters, makes the topic of rides wide, and reads and
// scrolls the real console in a real Chromium. Few letters first, then many, in one run: the ratio tells what many cost,
// whatever the machine.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openChromium, readStack, startStack, type Stack, watchForStop } from '@angkutan/local';
import type { Page } from 'playwright-core';
import { fill, widen } from './console-letters.ts';
import {
  type LetterFigures,
  type PartitionFigures,
  readLetters,
  readPartitions,
} from './console-page.ts';
import { machineOf } from './machine.ts';

const ROOT = join(import.meta.dirname, '..');
const RESULTS = join(import.meta.dirname, 'results');
const STATE = join(ROOT, '.angkutan/bench-console');
const FEW = 500;
const MANY = 50_000;
const PARTITIONS = 500;
const WIDE = { width: 1440, height: 900 };
/** Beyond the looks by which the console knows of new partitions. */
const SEEN = { timeout: 30_000 };

const say = (line: string): void => console.log(line);
const stop = watchForStop(() => undefined);

try {
  await run();
} catch (error) {
  if (!stop.signal.aborted) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit(stop.exitCode() ?? process.exitCode);

async function run(): Promise<void> {
  say('Starting a stack of its own, with empty data');
  const stack = await startStack({
    root: ROOT,
    stateDir: STATE,
    environment: process.env,
    log: say,
    fresh: true,
    signal: stop.signal,
  });
  const browser = await openChromium(WIDE);
  try {
    const measured = await measure(stack, browser.page);
    for (const line of linesOf(measured)) say(line);
    await mkdir(RESULTS, { recursive: true });
    const results = { machine: machineOf(stack), ...measured };
    await writeFile(join(RESULTS, 'console.json'), `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    await browser.close();
    await stack.stop();
  }
}

interface Measured {
  readonly rows: readonly LetterFigures[];
  readonly partitions: PartitionFigures;
}

async function measure(stack: Stack, page: Page): Promise<Measured> {
  const url = readStack(STATE)?.console.url ?? '';
  await page.goto(`${url}/#token=${await stack.token({ sub: 'bench', role: 'ops' })}`);
  await page.getByText('EN', { exact: true }).first().click();
  await page.getByText('Sign out').waitFor();
  await widen(stack, PARTITIONS);
  const rows: LetterFigures[] = [];
  for (const letters of [FEW, MANY]) {
    say(`  ${letters} dead letters`);
    await fill(stack, letters);
    rows.push(await readLetters(page, url, letters));
  }
  say(`  ${PARTITIONS} partitions`);
  await page.goto(`${url}/consumers`);
  await page
    .getByRole('row')
    .filter({ hasText: 'angkutan.payments' })
    .getByText(/^\d{3,}$/)
    .first()
    .waitFor(SEEN);
  return { rows, partitions: await readPartitions(page, url) };
}

function linesOf({ rows: [few, many], partitions }: Measured): readonly string[] {
  if (!few || !many) throw new Error('nothing was measured');
  const names = Object.keys(few);
  const of = (figures: object, name: string): number =>
    Number(new Map<string, unknown>(Object.entries(figures)).get(name));
  return [
    '',
    ...names.map((name) => `${name.padEnd(24)}${of(few, name)}`.padEnd(36) + of(many, name)),
    '',
    ...Object.entries(partitions).map(([name, value]) => `${name.padEnd(24)}${value}`),
  ];
}
