import { expect, test } from 'vitest';
import { createTally } from './tally.ts';

test('what was asked for is counted once, whatever else is heard of it, under its kind', () => {
  const tally = createTally();
  tally.sent('ride', 'a');
  tally.sent('tip', 'b');
  tally.ended('a', 'paid', 5_000n);
  tally.ended('a', 'refused', 0n);
  tally.ended('stranger', 'paid', 9_000n);
  tally.ended('b', 'refused', 0n);
  const nothing = { sent: 0, paid: 0, outstanding: 0, cancelled: 0, refused: 0, amount: 0n };
  expect(tally.totals('ride')).toEqual({ ...nothing, sent: 1, paid: 1, amount: 5_000n });
  expect(tally.totals('tip')).toEqual({ ...nothing, sent: 1, refused: 1 });
  expect(tally.totals('p2p')).toEqual(nothing);
});

test('what has not ended is open', () => {
  const tally = createTally();
  tally.sent('ride', 'a');
  tally.sent('refund', 'b');
  tally.ended('b', 'paid', 0n);
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
