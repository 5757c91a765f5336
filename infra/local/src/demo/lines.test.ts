import { expect, test } from 'vitest';
import { createProgress, totalsLines } from './lines.ts';
import { createTally, KINDS, type Tally } from './tally.ts';

function paid(tally: Tally, kind: (typeof KINDS)[number], amount: bigint): void {
  const id = `${kind}-${tally.totals(kind).sent}`;
  tally.sent(kind, id);
  tally.ended(id, 'paid', amount);
}

test('a line tells what was settled since the one before, by kind, below the names of the kinds', () => {
  const tally = createTally();
  const progress = createProgress('all', tally);
  paid(tally, 'ride', 21_500n);
  paid(tally, 'tip', 5_000n);
  const [head, first] = progress(1);
  paid(tally, 'ride', 1_000n);
  const [second, ...none] = progress(2);
  expect(none).toEqual([]);
  const names = head?.split('\n')[1] ?? '';
  expect(names.trim().split(/ +/)).toEqual([...KINDS]);
  for (const line of [first, second]) expect(line).toHaveLength(names.length);
  expect(first?.trim().split(/ +/).slice(2, 5)).toEqual(['21,500', '-', '5,000']);
  expect(second?.trim().split(/ +/).slice(2, 5)).toEqual(['1,000', '-', '-']);
});

test('rides alone have the line that they always had', () => {
  const tally = createTally();
  paid(tally, 'ride', 21_500n);
  tally.settledWithin(75);
  expect(createProgress('rides', tally)(3)).toEqual([
    '   3 s  sent     1  paid     1  outstanding     0  cancelled     0  refused     0  p50 75 ms  p99 75 ms',
  ]);
});

test('the totals have a row for each kind', () => {
  const tally = createTally();
  paid(tally, 'cash-out', 40_000n);
  paid(tally, 'cash-out', 50_000n);
  const rows = totalsLines(9, 'all', tally).map((line) => line.trim().split(/ +/));
  for (const kind of KINDS) expect(rows.map(([name]) => name)).toContain(kind);
  expect(rows).toContainEqual(['cash-out', '2', '2', '-', '-', '-', '90,000']);
});
