import { rupiah, ZERO, type Rupiah } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyLeg,
  balanceOf,
  capture,
  captureParts,
  collectDebt,
  EMPTY_BOOKS,
  held,
  hold,
  isPersonBook,
  payDue,
  PLATFORM_WALLETS,
  posting,
  type Posting,
  reserve,
  returnRest,
  returnWaits,
  topUp,
  total,
  unreserve,
  type WalletBooks,
} from './index.ts';

const head = { reference: 'r', requestId: 'q' };
const amounts = fc.bigInt({ min: 0n, max: 10_000_000n }).map((n) => rupiah(n));
const sumOfLegs = (entry: Posting): bigint => entry.legs.reduce((sum, leg) => sum + leg.amount, 0n);
const rp = (n: number): Rupiah => rupiah(n);

function settle(entry: Posting, books: ReadonlyMap<string, WalletBooks>): Map<string, WalletBooks> {
  const after = new Map(books);
  for (const { account, amount } of entry.legs) {
    if (!isPersonBook(account.book)) continue;
    const before = after.get(account.owner) ?? EMPTY_BOOKS;
    after.set(account.owner, applyLeg(before, account.book, amount));
  }
  return after;
}

describe('a posting', () => {
  it('is refused as a bug when its legs do not sum to zero', () => {
    const build = (): Posting =>
      posting({ ...head, step: 'HOLD' }, [
        [{ book: 'wallet', owner: 'a' }, rp(-5)],
        [{ book: 'escrowed', owner: 'a' }, rp(4)],
      ]);
    expect(build).toThrow('AKT_POSTING_UNBALANCED');
  });

  it('adds up the legs of one account and leaves out those of zero', () => {
    const entry = posting({ ...head, step: 'CAPTURE' }, [
      [{ book: 'escrowed', owner: 'a' }, rp(-7)],
      [{ book: 'due', owner: 'd' }, rp(5)],
      [{ book: 'due', owner: 'd' }, rp(2)],
      [{ book: 'promotion', owner: '00' }, ZERO],
    ]);
    expect(entry.legs).toHaveLength(2);
    expect(entry.legs[1]).toEqual({ account: { book: 'due', owner: 'd' }, amount: 7n });
  });
});

describe('a capture', () => {
  const ride = fc
    .record({
      fare: amounts,
      tolls: amounts,
      goods: amounts,
      rate: fc.bigInt(0n, 100n),
      promo: fc.bigInt(0n, 100n),
      hold: amounts,
    })
    .map((r) => {
      const commission = rupiah((r.fare * r.rate) / 100n);
      const promotion = rupiah((r.fare * r.promo) / 100n);
      return {
        ...r,
        commission,
        promotion,
        amount: rupiah(r.fare + r.tolls + r.goods - promotion),
      };
    });

  it('sums to zero for every fare, toll, goods, commission, promotion and hold', () => {
    fc.assert(
      fc.property(ride, (r) => {
        const entry = capture(head, {
          payer: 'rider',
          amount: r.amount,
          escrowed: r.hold,
          shard: '03',
          shares: [
            { walletId: 'driver', amount: rupiah(r.fare - r.commission + r.tolls) },
            { walletId: 'shop', amount: r.goods },
            { walletId: PLATFORM_WALLETS.commission, amount: r.commission },
            { walletId: PLATFORM_WALLETS.promotion, amount: rupiah(-r.promotion) },
          ],
        });
        expect(sumOfLegs(entry)).toBe(0n);
        const debt = entry.legs.find((leg) => leg.account.book === 'debt')?.amount ?? 0n;
        expect(-debt).toBe(r.amount > r.hold ? r.amount - r.hold : 0n);
      }),
    );
  });

  it('uses, lacks and leaves over exactly what was escrowed', () => {
    fc.assert(
      fc.property(amounts, amounts, (escrowed, amount) => {
        const { used, missing, rest } = captureParts(escrowed, amount);
        expect(used + rest).toBe(escrowed);
        expect(used + missing).toBe(amount);
        expect(missing === 0n || rest === 0n).toBe(true);
      }),
    );
  });

  it('gives a fee without a driver to the platform', () => {
    const entry = capture(head, {
      payer: 'rider',
      amount: rp(5_000),
      escrowed: rp(5_000),
      shard: '03',
      shares: [{ walletId: PLATFORM_WALLETS.corporate, amount: rp(5_000) }],
    });
    expect(entry.legs[1]).toEqual({ account: { book: 'commission', owner: '03' }, amount: 5_000n });
  });
});

describe('a wallet', () => {
  it('never lets a reservation exceed what is available', () => {
    const books = applyLeg(EMPTY_BOOKS, 'wallet', rp(100));
    expect(() => reserve(books, rp(101))).toThrow('AKT_WALLET_OVERDRAWN');
    expect(reserve(books, rp(100)).available).toBe(0n);
  });

  it('never owes less than nothing', () => {
    expect(() => applyLeg(EMPTY_BOOKS, 'debt', rp(1))).toThrow('AKT_WALLET_OVERDRAWN');
  });

  it('keeps available + held = total while a reservation comes and goes', () => {
    fc.assert(
      fc.property(amounts, amounts, (balance, part) => {
        const amount = part > balance ? balance : part;
        const before = applyLeg(EMPTY_BOOKS, 'wallet', balance);
        const during = reserve(before, amount);
        expect(during.available + held(during)).toBe(total(before));
        expect(balanceOf(during, 'wallet')).toBe(balance);
        expect(unreserve(during, amount)).toEqual(before);
      }),
    );
  });

  it('goes through hold, capture, due, rest and debt and ends with what the rules say', () => {
    const rider = 'rider';
    let books = settle(
      topUp(head, [[{ book: 'wallet', owner: rider }, rp(50_000)]], '00'),
      new Map(),
    );
    books = settle(hold(head, rider, rp(30_000)), books);
    books = settle(
      capture(head, {
        payer: rider,
        amount: rp(20_000),
        escrowed: rp(30_000),
        shard: '00',
        shares: [
          { walletId: 'driver', amount: rp(16_000) },
          { walletId: PLATFORM_WALLETS.commission, amount: rp(4_000) },
        ],
      }),
      books,
    );
    books = settle(payDue(head, 'driver', rp(16_000)), books);
    books = settle(returnRest(head, rider, rp(10_000)), books);
    expect(books.get(rider)).toEqual({ ...EMPTY_BOOKS, available: 30_000n });
    expect(books.get('driver')).toEqual({ ...EMPTY_BOOKS, available: 16_000n });
  });

  it('keeps a rest that cannot be given back as a due of the payer', () => {
    let books = settle(topUp(head, [[{ book: 'wallet', owner: 'a' }, rp(10)]], '00'), new Map());
    books = settle(hold(head, 'a', rp(10)), books);
    books = settle(returnWaits(head, 'a', rp(10)), books);
    expect(books.get('a')).toEqual({ ...EMPTY_BOOKS, due: 10n });
  });

  it('has its debt lowered by what is collected', () => {
    const owing = { ...EMPTY_BOOKS, available: rp(10), debt: rp(-7) };
    const books = settle(collectDebt(head, 'a', rp(7)), new Map([['a', owing]]));
    expect(books.get('a')).toEqual({ ...EMPTY_BOOKS, available: 3n });
  });
});
