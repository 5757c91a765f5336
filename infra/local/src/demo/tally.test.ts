import { expect, test } from 'vitest';
import { createTally } from './tally.ts';

test('a ride is counted once, whatever else is heard of it', () => {
  const tally = createTally();
  tally.sent('a');
  tally.ended('a', 'paid', 5_000n);
  tally.ended('a', 'refused', 0n);
  tally.ended('stranger', 'paid', 9_000n);
  expect(tally.totals()).toEqual({
    sent: 1,
    paid: 1,
    outstanding: 0,
    cancelled: 0,
    refused: 0,
    amount: 5_000n,
  });
});

test('a ride that has not ended is open', () => {
  const tally = createTally();
  tally.sent('a');
  tally.sent('b');
  tally.ended('b', 'cancelled', 0n);
  expect(tally.open()).toEqual(['a']);
});

test('percentiles are of the times seen, and none without any', () => {
  const tally = createTally();
  expect(tally.percentile(0.5)).toBeUndefined();
  for (let time = 100; time >= 1; time--) tally.settledWithin(time);
  expect([tally.percentile(0.5), tally.percentile(0.99), tally.percentile(1)]).toEqual([
    51, 100, 100,
  ]);
});
