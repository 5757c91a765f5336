import { describe, expect, it } from 'vitest';
import { type Moved, totalOf, volumesOf } from './volume.ts';

const moved = (changes: Partial<Moved>): Moved => ({
  kind: 'RIDE',
  step: 'CAPTURE',
  book: 'escrowed',
  postings: 0,
  given: 0n,
  taken: 0n,
  ...changes,
});
/** Two rides of 20,000 each, one of them with a promotion of 5,000 and a debt of 3,000. */
const RIDES = [
  moved({ postings: 2, given: -32_000n }),
  moved({ book: 'debt', given: -3_000n }),
  moved({ book: 'promotion', given: -5_000n }),
  moved({ book: 'due', taken: 32_000n }),
  moved({ book: 'commission', taken: 8_000n }),
];

describe('the volume of rides', () => {
  it('is what riders paid or owe, without promotions; commission is what was earned', () => {
    expect(volumesOf(RIDES)).toEqual(
      new Map([['RIDE', { count: 2, amount: 35_000n, fees: 8_000n }]]),
    );
  });
});

describe('the volume of cash-outs', () => {
  it('is what left the wallets, and a fee is no payment of its own', () => {
    const paidOut = [
      moved({ kind: 'CASH_OUT', step: 'PAY_OUT', book: 'wallet', postings: 3, given: -156_000n }),
      moved({ kind: 'CASH_OUT', step: 'PAY_OUT', book: 'world', taken: 156_000n }),
      moved({ kind: 'CASH_OUT', step: 'FEE', book: 'wallet', postings: 3, given: -1_500n }),
      moved({ kind: 'CASH_OUT', step: 'FEE', book: 'fees', taken: 1_500n }),
    ];
    expect(volumesOf(paidOut).get('CASH_OUT')).toEqual({
      count: 3,
      amount: 156_000n,
      fees: 1_500n,
    });
  });
});

describe('a day', () => {
  it('is the sum of its hours, by kind', () => {
    const kinds = volumesOf(RIDES);
    const total = totalOf([
      { hour: 8, kinds },
      { hour: 9, kinds },
    ]);
    expect(total.get('RIDE')).toEqual({ count: 4, amount: 70_000n, fees: 16_000n });
  });
});
