import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RUPIAH_MAX, formatRupiah, parseRupiah, rupiah, toJson } from './index.ts';

const money = fc.bigInt({ min: 0n, max: RUPIAH_MAX }).map((n) => rupiah(n));

describe('an amount from outside', () => {
  test('is read from a JSON integer, from digits, and from digits with zero cents', () => {
    fc.assert(
      fc.property(money, (amount) => {
        for (const written of [amount, toJson(amount), `${amount}`, `${amount}.00`]) {
          expect(parseRupiah(written)).toBe(amount);
        }
        expect(parseRupiah(JSON.parse(JSON.stringify(toJson(amount))))).toBe(amount);
      }),
    );
    expect(parseRupiah('015000')).toBe(15_000n);
  });

  test.each([
    ['a fraction', 15_000.5],
    ['cents', '15000.50'],
    ['one zero of cents', '15000.0'],
    ['three zeros of cents', '15000.000'],
    ['NaN', Number.NaN],
    ['infinity', Infinity],
    ['an exponent', '1e4'],
    ['a hexadecimal number', '0x10'],
    ['a negative number', -1],
    ['a negative string', '-1'],
    ['a negative bigint', -1n],
    ['a plus sign', '+1'],
    ['a number past 2^53 − 1', 2 ** 53],
    ['a string past 2^53 − 1', '9007199254740992'],
    ['a bigint past 2^53 − 1', RUPIAH_MAX + 1n],
    ['a very long string', '0'.repeat(18)],
    ['full-width digits', '１５０００'],
    ['Arabic digits', '١٥'],
    ['a thousands separator', '15.000'],
    ['a comma', '15,000'],
    ['an underscore', '15_000'],
    ['a space around', ' 15000'],
    ['a line end', '15000\n'],
    ['an empty string', ''],
    ['null', null],
    ['undefined', undefined],
    ['a boolean', true],
    ['a list', [15_000]],
    ['an object', { valueOf: () => 1 }],
  ])('is refused when it is %s', (_, value) => {
    expect(parseRupiah(value)).toBeUndefined();
  });

  test('is never a crash, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true }), (value) => {
        const read = parseRupiah(value);
        expect(read === undefined || (read >= 0n && read <= RUPIAH_MAX)).toBe(true);
      }),
    );
  });
});

describe('an amount for people', () => {
  test('has the symbol, a no-break space, and the separators of the language, without cents', () => {
    expect(formatRupiah(rupiah(1_250_000), 'id')).toBe('Rp\u00a01.250.000');
    expect(formatRupiah(rupiah(1_250_000), 'en')).toBe('Rp\u00a01,250,000');
    expect(formatRupiah(rupiah(-500), 'id')).toBe('-Rp\u00a0500');
    expect(formatRupiah(rupiah(RUPIAH_MAX), 'id')).toBe('Rp\u00a09.007.199.254.740.991');
  });

  test('is an exact JSON integer at the ends of the range', () => {
    expect(toJson(rupiah(RUPIAH_MAX))).toBe(Number.MAX_SAFE_INTEGER);
    expect(toJson(rupiah(-RUPIAH_MAX))).toBe(-Number.MAX_SAFE_INTEGER);
  });
});
