import { rupiah, sumOf, ZERO } from '@angkutan/money';
import { FIRST_RULES, SERVICES } from '@angkutan/rules';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cancellationCharge, cashCharge, holdAmount, walletCharge, type Fare } from './charge.ts';
import { commissionOn } from './commission.ts';

const fareOf = (with_: Partial<Record<keyof Fare, number>>): Fare => ({
  fare: rupiah(with_.fare ?? 25_000),
  commission: rupiah(with_.commission ?? 5_000),
  tolls: rupiah(with_.tolls ?? 0),
  goods: rupiah(with_.goods ?? 0),
  promotion: rupiah(with_.promotion ?? 0),
  driverWallet: 'budi:driver',
  merchantWallet: 'toko:merchant',
});

const money = (max: number) => fc.integer({ min: 0, max }).map((n) => rupiah(n));

const fares = fc
  .record({ fare: money(10_000_000), tolls: money(500_000), goods: money(5_000_000) })
  .chain((parts) =>
    fc.record({
      promotion: fc.bigInt({ min: 0n, max: parts.fare }).map((n) => rupiah(n)),
      commission: fc.bigInt({ min: 0n, max: parts.fare }).map((n) => rupiah(n)),
      fare: fc.constant(parts.fare),
      tolls: fc.constant(parts.tolls),
      goods: fc.constant(parts.goods),
      driverWallet: fc.constant('budi:driver'),
      merchantWallet: fc.constant('toko:merchant'),
    }),
  );

describe('a ride paid from the wallet', () => {
  test('takes fare, tolls and goods less the promotion, and gives the driver the whole share', () => {
    const charge = walletCharge(fareOf({ tolls: 2_000, goods: 40_000, promotion: 6_000 }));
    expect(charge.amount).toBe(61_000n);
    expect(charge.splits).toEqual([
      { walletId: 'budi:driver', amount: 20_000n, purpose: 'DRIVER_SHARE' },
      { walletId: 'budi:driver', amount: 2_000n, purpose: 'TOLLS' },
      { walletId: 'toko:merchant', amount: 40_000n, purpose: 'GOODS' },
      { walletId: 'platform:commission', amount: 5_000n, purpose: 'COMMISSION' },
      { walletId: 'platform:promotion', amount: -6_000n, purpose: 'PROMOTION' },
    ]);
  });

  test('costs nothing where the promotion pays the whole fare, and the driver has it all the same', () => {
    const charge = walletCharge(fareOf({ promotion: 25_000 }));
    expect(charge.amount).toBe(ZERO);
    expect(charge.splits[0]).toEqual({
      walletId: 'budi:driver',
      amount: 20_000n,
      purpose: 'DRIVER_SHARE',
    });
  });
});

describe('a ride paid in cash', () => {
  test('charges the driver the commission and the goods less the promotion', () => {
    const charge = cashCharge(fareOf({ goods: 40_000, promotion: 3_000 }));
    expect(charge.amount).toBe(42_000n);
    expect(charge.splits.map((split) => [split.purpose, split.amount])).toEqual([
      ['GOODS', 40_000n],
      ['COMMISSION', 5_000n],
      ['PROMOTION', -3_000n],
    ]);
  });

  test('charges nothing, and gives the driver the rest, where the promotion is the larger', () => {
    const charge = cashCharge(fareOf({ promotion: 12_000 }));
    expect(charge.amount).toBe(ZERO);
    expect(charge.splits.map((split) => [split.purpose, split.amount])).toEqual([
      ['COMMISSION', 5_000n],
      ['PROMOTION', -12_000n],
      ['DRIVER_SHARE', 7_000n],
    ]);
  });

  test('leaves the tolls out, for the driver has them in cash', () => {
    expect(cashCharge(fareOf({ tolls: 9_000 })).amount).toBe(5_000n);
  });
});

test('splits always sum to the amount, and none of them is zero', () => {
  fc.assert(
    fc.property(fares, (of) => {
      for (const charge of [walletCharge(of), cashCharge(of)]) {
        expect(sumOf(charge.splits.map((split) => split.amount))).toBe(charge.amount);
        expect(charge.amount >= 0n).toBe(true);
        expect(charge.splits.every((split) => split.amount !== 0n)).toBe(true);
      }
    }),
  );
});

test('a cancellation fee goes to the driver who came, else to the platform', () => {
  const fee = rupiah(8_000);
  expect(cancellationCharge(fee, 'budi:driver').splits[0]?.walletId).toBe('budi:driver');
  expect(cancellationCharge(fee, undefined).splits).toEqual([
    { walletId: 'platform:corporate', amount: 8_000n, purpose: 'CANCELLATION_FEE' },
  ]);
});

test('a hold is the estimated fare and the goods less the promotion', () => {
  expect(holdAmount({ fare: 30_000n, goods: 40_000n, promotion: 6_000n })).toBe(64_000n);
});

describe('commission', () => {
  test.each(SERVICES)('is a fifth of a fare by %s', (service) => {
    expect(commissionOn(FIRST_RULES, service, rupiah(10_000))).toBe(2_000n);
  });

  test('rounds half a rupiah up, once', () => {
    // 20 % of 12 is 2.4 and of 13 is 2.6; 15 % and 5 % of 10, rounded each, would be 3.
    const of = (fare: number) => commissionOn(FIRST_RULES, 'BIKE', rupiah(fare));
    expect([of(12), of(13), of(10)]).toEqual([2n, 3n, 2n]);
  });
});
