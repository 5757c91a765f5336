import { ImpossibleAmount, rupiah, type Rupiah } from './rupiah.ts';

const BASIS_POINTS = 10_000n;

/**
 * A rate's part of an amount, rounded half up to the rupiah: 2000 basis points are 20 %.
 * Half up is the rule by which commission is computed; it is stated for amounts of zero and above only.
 * @throws ImpossibleAmount for a negative amount, or a rate that is not a whole number from 0 to 10,000.
 */
export function shareOf(amount: Rupiah, basisPoints: number): Rupiah {
  if (amount < 0n) throw new ImpossibleAmount(`no share is taken of ${amount} rupiah`);
  if (!Number.isInteger(basisPoints) || basisPoints < 0 || basisPoints > 10_000) {
    throw new ImpossibleAmount(`${basisPoints} is not a rate in basis points from 0 to 10000`);
  }
  return rupiah((amount * BigInt(basisPoints) + BASIS_POINTS / 2n) / BASIS_POINTS);
}

/**
 * Divides a total by weights, by largest remainder: each part is its exact share rounded down or up,
 * the rupiah left over go to the largest remainders (on a tie to the earlier part), and the parts always add up.
 * A negative total gives the parts of the positive one, negated.
 * @throws ImpossibleAmount for a weight that is negative or not whole, or for weights that sum to zero.
 */
export function allocate(total: Rupiah, weights: readonly (bigint | number)[]): Rupiah[] {
  const whole = weights.map((weight) => wholeWeight(weight));
  const sum = whole.reduce((a, b) => a + b, 0n);
  if (sum === 0n)
    throw new ImpossibleAmount(`${total} rupiah cannot be divided by weights of zero`);
  const sign = total < 0n ? -1n : 1n;
  const size = total * sign;
  const shares = whole.map((weight) => ({
    part: (size * weight) / sum,
    remainder: (size * weight) % sum,
  }));
  let left = shares.reduce((rest, share) => rest - share.part, size);
  // The sort is stable, so equal remainders keep the order in which the weights were given.
  for (const share of shares.toSorted(
    (a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder),
  )) {
    if (left === 0n) break;
    share.part += 1n;
    left -= 1n;
  }
  return shares.map((share) => rupiah(share.part * sign));
}

function wholeWeight(weight: bigint | number): bigint {
  if (weight < 0 || (typeof weight === 'number' && !Number.isSafeInteger(weight))) {
    throw new ImpossibleAmount(`${weight} is not a weight`);
  }
  return BigInt(weight);
}
