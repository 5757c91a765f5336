import { rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collectLate,
  correction,
  fee,
  feeOwed,
  lend,
  payOut,
  placeOf,
  type Posting,
  refund,
  sweep,
  transferBetween,
  writeOffDebt,
} from './index.ts';

const head = { reference: 'r', requestId: 'q' };
const amounts = fc.bigInt({ min: 1n, max: 10_000_000n }).map((n) => rupiah(n));
const signed = fc.bigInt({ min: -10_000_000n, max: 10_000_000n }).map((n) => rupiah(n));
const sumOfLegs = (entry: Posting): bigint => entry.legs.reduce((sum, leg) => sum + leg.amount, 0n);

/** What a posting says that KasPro has moved, place by place and, at customers, owner by owner. */
function moved(entry: Posting): Record<string, bigint> {
  const places = new Map<string, bigint>();
  for (const { account, amount } of entry.legs) {
    const place = placeOf(account.book);
    const key = place === 'customer' ? account.owner : place;
    places.set(key, (places.get(key) ?? 0n) + amount);
  }
  return Object.fromEntries([...places].filter(([, amount]) => amount !== 0n));
}

describe('a posting for money that leaves a wallet', () => {
  it('sums to zero and says just what KasPro has moved, for every amount', () => {
    fc.assert(
      fc.property(amounts, (x) => {
        const cases: [Posting, Record<string, bigint>][] = [
          [transferBetween(head, 'a', 'b', x), { a: -x, b: x }],
          [payOut(head, 'a', x, '00'), { a: -x, nowhere: x }],
          [fee(head, 'a', x, '00'), { a: -x, corporate: x }],
          [fee(head, 'a', rupiah(-x), '00'), { a: x, corporate: -x }],
          [collectLate(head, 'a', x), { a: -x, escrow: x }],
          // Who owes whom changes; no money does.
          [feeOwed(head, 'a', x, '00'), {}],
          [lend(head, 'a', x), {}],
          [writeOffDebt(head, 'a', x, '00'), {}],
        ];
        for (const [entry, says] of cases) {
          expect(sumOfLegs(entry)).toBe(0n);
          expect(moved(entry)).toEqual(says);
        }
      }),
    );
  });

  it('as a refund moves from corporate alone, whatever is clawed back', () => {
    fc.assert(
      fc.property(amounts, fc.array(amounts, { maxLength: 4 }), (amount, backs) => {
        const clawbacks = backs.map((one, at) => ({ walletId: `w${at}`, amount: one }));
        const to = [[{ book: 'wallet', owner: 'a' }, amount]] as const;
        const entry = refund(head, { to, clawbacks, shard: '00' });
        expect(sumOfLegs(entry)).toBe(0n);
        expect(moved(entry)).toEqual({ a: amount, corporate: -amount });
      }),
    );
  });

  it('as a sweep moves between escrow and corporate alone', () => {
    fc.assert(
      fc.property(signed, signed, signed, signed, (commission, promotion, float, losses) => {
        const entry = sweep(head, { commission, promotion, float, losses }, '00');
        const toEscrow = commission + promotion + float + losses;
        expect(sumOfLegs(entry)).toBe(0n);
        expect(moved(entry)).toEqual(
          toEscrow === 0n ? {} : { escrow: toEscrow, corporate: -toEscrow },
        );
      }),
    );
  });

  it('as a correction moves its accounts by just that, and the world by the opposite', () => {
    fc.assert(
      fc.property(signed, signed, signed, (wallet, suspense, float) => {
        const entry = correction(
          head,
          [
            [{ book: 'wallet', owner: 'a' }, wallet],
            [{ book: 'suspense', owner: 'a' }, suspense],
            [{ book: 'float', owner: '00' }, float],
          ],
          '00',
        );
        const theirs = {
          a: wallet + suspense,
          escrow: float,
          nowhere: -(wallet + suspense + float),
        };
        expect(sumOfLegs(entry)).toBe(0n);
        expect(moved(entry)).toEqual(
          Object.fromEntries(Object.entries(theirs).filter(([, amount]) => amount !== 0n)),
        );
      }),
    );
  });
});
