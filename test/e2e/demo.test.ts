import { playDemo } from '@angkutan/local';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attach, type Platform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await attach();
});
afterAll(() => platform.detach());

/** What twenty rides bring with them, each of it settled, but rides that are to end otherwise. */
const SETTLED = {
  ride: 16,
  delivery: 2,
  tip: 2,
  p2p: 2,
  qris: 3,
  'cash-out': 4,
  refund: 3,
  suspense: 1,
  reversal: 1,
  arrears: 1,
};

it('twenty rides of the demo bring every way in which money moves, and the books agree', async () => {
  const lines: string[] = [];
  const exitCode = await playDemo(platform.stack, {
    mix: 'all',
    ridesPerSecond: 2,
    rides: 20,
    say: (line) => void lines.push(line),
    signal: new AbortController().signal,
  });
  const text = lines.join('\n');
  const paidOf = (kind: string): number =>
    Number(new RegExp(`^  ${kind} +[0-9]+ +([0-9]+) `, 'm').exec(text)?.[1]);
  for (const [kind, paid] of Object.entries(SETTLED))
    expect([kind, paidOf(kind)]).toEqual([kind, paid]);
  expect(paidOf('top-up')).toBeGreaterThanOrEqual(4);
  expect(lines.filter((line) => /^ {2}(FAILED|not final)/.test(line))).toEqual([]);
  expect(lines.filter((line) => line.startsWith('  ok'))).toHaveLength(3);
  expect(exitCode).toBe(0);
});

it('rides alone bring nothing else', async () => {
  const lines: string[] = [];
  const demo = { ridesPerSecond: 4, rides: 8, say: (line: string) => void lines.push(line) };
  const { signal } = new AbortController();
  expect(await playDemo(platform.stack, { ...demo, mix: 'rides', signal })).toBe(0);
  expect(lines).toContainEqual(expect.stringMatching(/^8 rides in \d+ s, Rp [\d,]+ paid$/));
  expect(lines.join('\n')).toContain(
    'sent = paid + outstanding + cancelled + refused: 8 = 7 + 0 + 1 + 0',
  );
});
