declare const rupiahBrand: unique symbol;

/** Whole rupiah. A bigint, so that no step of a calculation rounds; branded, so that no other number passes for money. */
export type Rupiah = bigint & { readonly [rupiahBrand]: true };

/** The largest amount either side of zero: 2^53 − 1, so that every amount is also an exact JSON integer. */
export const RUPIAH_MAX = 2n ** 53n - 1n;

/**
 * An amount or a weight that no correct program computes. It extends Error and not RangeError on purpose:
 * the Kafka client stops for good on built-in error kinds, and takes any other error as an ordinary failure.
 */
export class ImpossibleAmount extends Error {
  override readonly name = 'ImpossibleAmount';
  readonly code = 'AKT_IMPOSSIBLE_AMOUNT';
}

/**
 * An amount written by the program itself, in whole rupiah. For what comes from outside there is `parseRupiah`.
 * @throws ImpossibleAmount for a fraction, NaN, an infinity, or more than RUPIAH_MAX either side of zero.
 */
export function rupiah(amount: bigint | number): Rupiah {
  if (typeof amount === 'number' && !Number.isSafeInteger(amount)) {
    throw new ImpossibleAmount(`${amount} is not a whole number of rupiah`);
  }
  const whole = BigInt(amount);
  if (whole > RUPIAH_MAX || whole < -RUPIAH_MAX) {
    throw new ImpossibleAmount(`${whole} rupiah is beyond ±(2^53 − 1)`);
  }
  // A brand exists only in types, so nothing but an assertion can give it; this is the one door through which money enters.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/consistent-type-assertions
  return whole as Rupiah;
}

export const ZERO: Rupiah = rupiah(0n);

export const plus = (a: Rupiah, b: Rupiah): Rupiah => rupiah(a + b);
export const minus = (a: Rupiah, b: Rupiah): Rupiah => rupiah(a - b);
export const negate = (a: Rupiah): Rupiah => rupiah(-a);
export const smaller = (a: Rupiah, b: Rupiah): Rupiah => (a < b ? a : b);
export const larger = (a: Rupiah, b: Rupiah): Rupiah => (a > b ? a : b);
export const isZero = (a: Rupiah): boolean => a === 0n;
export const isNegative = (a: Rupiah): boolean => a < 0n;
export const isPositive = (a: Rupiah): boolean => a > 0n;

/** The sum; only the result must be within range, so legs may cancel in any order. Nothing sums to zero. */
export function sumOf(amounts: Iterable<Rupiah>): Rupiah {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return rupiah(sum);
}
