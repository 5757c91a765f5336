import { rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Account, assign, releaseSuspense, returnToSender, reversal, topUp } from './index.ts';
import type { Parts } from './flows-in.ts';

const head = { reference: 'r', requestId: 'q' };
const account = fc.record({
  book: fc.constantFrom<Account['book'][]>('wallet', 'suspense', 'unclaimed', 'debt'),
  owner: fc.constantFrom('a', 'b'),
});
const amount = fc.bigInt({ min: 0n, max: 10_000_000n }).map((n) => rupiah(n));
const parts: fc.Arbitrary<Parts> = fc.array(fc.tuple(account, amount), { maxLength: 4 });
const sum = (list: Parts): bigint => list.reduce((all, [, one]) => all + one, 0n);
const at = (book: Account['book'], entry: ReturnType<typeof topUp>): bigint =>
  entry.legs.filter((leg) => leg.account.book === book).reduce((all, leg) => all + leg.amount, 0n);

describe('money that comes in and goes back', () => {
  it('sums to zero whatever its parts are, and the world has the other side', () => {
    fc.assert(
      fc.property(parts, (list) => {
        expect(at('world', topUp(head, list, '00'))).toBe(-sum(list));
        expect(at('world', reversal(head, list, '00'))).toBe(sum(list));
        expect(at('world', returnToSender(head, list, '00'))).toBe(sum(list));
      }),
    );
  });

  it('never reaches the world when it is released or assigned', () => {
    fc.assert(
      fc.property(amount, (one) => {
        const from = [{ book: 'unclaimed', owner: '00' }, one] as const;
        const to = [{ book: 'wallet', owner: 'a' }, one] as const;
        expect(at('world', releaseSuspense(head, 'a', one))).toBe(0n);
        expect(at('unclaimed', assign(head, [from], [to]))).toBe(-one);
      }),
    );
  });
});
