import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmount, readSignedAmount } from './fields.ts';
import { parseJson } from './json.ts';

const whole = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

/** The amount as it would arrive: written into JSON, and read from it. */
function fromJson(written: string): bigint | undefined {
  const text = parseJson(written);
  return typeof text === 'string' ? readAmount(text) : undefined;
}

describe('an amount in an answer', () => {
  test('is the same whether number or text, with or without zero cents', () => {
    fc.assert(
      fc.property(whole, (amount) => {
        for (const text of [`${amount}`, `${amount}.0`, `${amount}.00`]) {
          expect(fromJson(text)).toBe(BigInt(amount));
          expect(fromJson(`"${text}"`)).toBe(BigInt(amount));
        }
      }),
    );
  });

  test.each([
    ['a fraction', '1.5'],
    ['cents', '"20000.50"'],
    ['a number that only rounds to a whole one', '20000.0000000000001'],
    ['an exponent', '1e3'],
    ['an exponent as text', '"1e3"'],
    ['a negative number', '-1'],
    ['a negative text', '"-20000"'],
    ['NaN as text', '"NaN"'],
    ['past 2^53', '9007199254740993'],
    ['full-width digits', '"２０"'],
    ['a separator', '"20.000"'],
    ['a masked amount', '"4xxx9"'],
    ['empty', '""'],
    ['a boolean', 'true'],
    ['null', 'null'],
  ])('is refused when it is %s', (_, written) => {
    expect(fromJson(written)).toBeUndefined();
  });

  test('carries a sign in a statement alone', () => {
    fc.assert(
      fc.property(whole, (amount) => {
        expect(readSignedAmount(`-${amount}.00`)).toBe(-BigInt(amount));
        expect(readSignedAmount(`${amount}`)).toBe(BigInt(amount));
      }),
    );
    expect(readSignedAmount('--1')).toBeUndefined();
  });
});

describe('a reference', () => {
  test('keeps its seventeen digits although it came as a number', () => {
    expect(parseJson('{"reference":20220214101951114}')).toEqual({
      reference: '20220214101951114',
    });
  });
});

describe('what is not JSON', () => {
  test.each(['', '<html>', '{"code":0', '{"code":NaN}', '\u0000'])(
    '%j reads as nothing',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );
});
