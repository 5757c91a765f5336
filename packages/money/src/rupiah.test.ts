import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ImpossibleAmount,
  RUPIAH_MAX,
  ZERO,
  minus,
  negate,
  plus,
  rupiah,
  smaller,
  sumOf,
} from './index.ts';
import { isNegative, isPositive, isZero, larger } from './index.ts';

const amount = fc.bigInt({ min: -(RUPIAH_MAX / 4n), max: RUPIAH_MAX / 4n }).map((n) => rupiah(n));

describe('an amount', () => {
  test('is whole, and within ±(2^53 − 1) on both sides', () => {
    expect(rupiah(RUPIAH_MAX)).toBe(9_007_199_254_740_991n);
    expect(rupiah(-Number.MAX_SAFE_INTEGER)).toBe(-RUPIAH_MAX);
    for (const wrong of [RUPIAH_MAX + 1n, -RUPIAH_MAX - 1n, 2 ** 53, 0.5, Number.NaN, Infinity]) {
      expect(() => rupiah(wrong)).toThrow(ImpossibleAmount);
    }
  });

  test('never leaves the range by addition, subtraction or summing', () => {
    expect(() => plus(rupiah(RUPIAH_MAX), rupiah(1n))).toThrow(/2\^53/);
    expect(() => minus(rupiah(-RUPIAH_MAX), rupiah(1n))).toThrow(/2\^53/);
    expect(() => sumOf([rupiah(RUPIAH_MAX), rupiah(1n)])).toThrow(/2\^53/);
  });

  test('fails with a fixed code and not as a built-in range error, which would end a Kafka consumer', () => {
    const failure = new ImpossibleAmount('x');
    expect(failure).not.toBeInstanceOf(RangeError);
    expect(failure.code).toBe('AKT_IMPOSSIBLE_AMOUNT');
  });
});

describe('arithmetic', () => {
  test('adds and takes away without loss', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(minus(plus(a, b), b)).toBe(a);
        expect(plus(a, negate(a))).toBe(ZERO);
      }),
    );
  });

  test('sums legs in any order to the same amount, even past the range on the way', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 3 }), (legs) => {
        expect(sumOf(legs)).toBe(sumOf(legs.toReversed()));
      }),
    );
    const top = rupiah(RUPIAH_MAX);
    expect(sumOf([top, top, negate(top)])).toBe(top);
    expect(sumOf([])).toBe(ZERO);
  });

  test('compares', () => {
    const [five, six] = [rupiah(-5), rupiah(6)];
    expect([smaller(five, six), smaller(six, five), larger(five, six)]).toEqual([five, five, six]);
    expect([isNegative(five), isPositive(five), isZero(five)]).toEqual([true, false, false]);
    expect([isNegative(ZERO), isPositive(ZERO), isZero(ZERO)]).toEqual([false, false, true]);
  });
});
