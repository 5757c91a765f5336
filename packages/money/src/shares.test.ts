import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ImpossibleAmount,
  RUPIAH_MAX,
  ZERO,
  allocate,
  negate,
  rupiah,
  shareOf,
  sumOf,
} from './index.ts';

const money = fc.bigInt({ min: 0n, max: RUPIAH_MAX }).map((n) => rupiah(n));
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 8 })
  .filter((list) => list.some((weight) => weight > 0n));

describe('a share', () => {
  test('rounds half a rupiah up', () => {
    expect(shareOf(rupiah(12_345), 2000)).toBe(2469n);
    expect(shareOf(rupiah(10), 500)).toBe(1n);
    expect(shareOf(rupiah(9), 500)).toBe(0n);
    expect(shareOf(rupiah(30), 1500)).toBe(5n);
  });

  test('is at most half a rupiah from the exact share, never below it by a half', () => {
    fc.assert(
      fc.property(money, fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
        const twiceTheError = 2n * (shareOf(amount, rate) * 10_000n - amount * BigInt(rate));
        expect(twiceTheError > -10_000n && twiceTheError <= 10_000n).toBe(true);
      }),
    );
  });

  test('is nothing at rate 0 and everything at 10,000', () => {
    fc.assert(
      fc.property(money, (amount) => {
        expect([shareOf(amount, 0), shareOf(amount, 10_000)]).toEqual([ZERO, amount]);
      }),
    );
  });

  test('is refused of a negative amount and at a rate that is none', () => {
    expect(() => shareOf(rupiah(-1), 100)).toThrow(ImpossibleAmount);
    for (const rate of [-1, 10_001, 0.5, Number.NaN]) {
      expect(() => shareOf(rupiah(1), rate)).toThrow(ImpossibleAmount);
    }
  });
});

describe('an allocation', () => {
  test('always adds up', () => {
    fc.assert(
      fc.property(money, weights, (total, list) => {
        expect(sumOf(allocate(total, list))).toBe(total);
        expect(sumOf(allocate(negate(total), list))).toBe(negate(total));
      }),
    );
  });

  test('gives every part less than a rupiah away from its exact share, and nothing to a weight of zero', () => {
    fc.assert(
      fc.property(money, weights, (total, list) => {
        const sum = list.reduce((a, b) => a + b, 0n);
        allocate(total, list).forEach((part, at) => {
          const error = part * sum - total * (list[at] ?? 0n);
          expect(error > -sum && error < sum).toBe(true);
          if (list[at] === 0n) expect(part).toBe(0n);
        });
      }),
    );
  });

  test('gives the rupiah left over to the largest remainder, on a tie to the earlier part', () => {
    expect(allocate(rupiah(100), [1, 1, 1])).toEqual([34n, 33n, 33n]);
    expect(allocate(rupiah(10), [15n, 5n, 80n])).toEqual([2n, 0n, 8n]);
    expect(allocate(rupiah(10), [14n, 6n, 80n])).toEqual([1n, 1n, 8n]);
    expect(allocate(rupiah(-100), [1, 1, 1])).toEqual([-34n, -33n, -33n]);
  });

  test('is refused by weights that are negative, broken or all zero', () => {
    for (const wrong of [[], [0], [-1n, 2n], [0.5, 0.5]]) {
      expect(() => allocate(rupiah(1), wrong)).toThrow(ImpossibleAmount);
    }
  });
});
