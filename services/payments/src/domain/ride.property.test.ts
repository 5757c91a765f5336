import { sumOf } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { play } from './play.samples.ts';
import type { Temper } from './wallet.samples.ts';
import { booked, cancelled, completed, decide, type Incoming } from './ride.samples.ts';

const FINAL = ['SETTLED', 'FAILED', 'VOIDED', 'OUTSTANDING'];

const tempers: fc.Arbitrary<Temper> = fc.record({
  refusesHold: fc.boolean(),
  holdExpires: fc.constantFrom('NEVER', 'BEFORE_THE_ORDER', 'AHEAD_OF_THE_ORDER'),
  lacking: fc.constantFrom(0, 0, 37, 100),
  debtIsPaid: fc.boolean(),
});

const money = (max: bigint) => fc.bigInt({ min: 0n, max });
const method = fc.constantFrom('WALLET', 'CASH');

const facts: fc.Arbitrary<Incoming[]> = fc
  .record({
    service: fc.constantFrom('BIKE', 'CAR', 'DELIVERY'),
    estimate: fc.bigInt({ min: 1n, max: 100_000n }),
    fare: fc.bigInt({ min: 1n, max: 100_000n }),
    promotion: money(100_000n),
    tolls: money(20_000n),
    goods: money(50_000n),
    fee: fc.oneof(fc.constant(0n), money(40_000n)),
    driven: fc.boolean(),
    methods: fc.tuple(method, method),
  })
  .map((ride) => {
    const { service, goods, tolls } = ride;
    const shared = { service, goodsAmount: goods, merchantId: 'toko' };
    const promotionOn = (fare: bigint) => (ride.promotion < fare ? ride.promotion : fare);
    const [bookedMethod, paymentMethod] = ride.methods;
    const driver = ride.driven ? 'budi' : null;
    return [
      {
        of: 'booked' as const,
        fact: booked({
          ...shared,
          paymentMethod: bookedMethod,
          estimatedFare: ride.estimate,
          promoDiscount: promotionOn(ride.estimate),
        }),
      },
      {
        of: 'completed' as const,
        fact: completed({
          ...shared,
          paymentMethod,
          tolls,
          fare: ride.fare,
          promoDiscount: promotionOn(ride.fare),
        }),
      },
      {
        of: 'cancelled' as const,
        fact: cancelled({ driverId: driver, cancellationFee: ride.fee }),
      },
    ];
  });

/** Some of the facts, at least one that ends the ride, each perhaps told several times, in any order. */
const told = facts.chain(([book, complete, cancel]) => {
  const pick = [complete, cancel].filter((one) => one !== undefined);
  return fc
    .tuple(fc.constantFrom(...pick), fc.subarray([book, complete, cancel]), fc.nat({ max: 3 }))
    .map(([end, others, again]) => [end, ...others, ...others.slice(0, again)])
    .map((all) => all.filter((one) => one !== undefined))
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
});

const plays = fc
  .tuple(told, tempers, fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 40 }))
  .map(([incoming, temper, picks]) => ({ incoming, temper, ...play(incoming, temper, picks) }));

const RUNS = { numRuns: 1_000 };

describe('however the facts of a ride and the answers of the wallet are ordered and repeated', () => {
  test('at most one fare is charged, exactly the one that its outcome asks for', () => {
    fc.assert(
      fc.property(plays, ({ state, wallet }) => {
        const charge = state.ride?.outcome?.charge;
        expect(wallet.charged.map(({ amount }) => amount)).toEqual(charge ? [charge.amount] : []);
      }),
      RUNS,
    );
  });

  test('the first of completed and cancelled wins', () => {
    fc.assert(
      fc.property(plays, ({ state, incoming }) => {
        const first = incoming.find(({ of }) => of !== 'booked');
        expect(state.ride?.outcome?.how.toLowerCase()).toBe(first?.of);
        const both = new Set(incoming.map(({ of }) => of).filter((of) => of !== 'booked')).size > 1;
        const alerts = state.ride?.timeline.filter((entry) => entry.event === 'RIDE_ALERTED') ?? [];
        expect(alerts.map((alert) => alert.reason)).toEqual(
          both ? ['AKT_RIDE_COMPLETED_AND_CANCELLED'] : [],
        );
      }),
      RUNS,
    );
  });

  test('every payment becomes final, no hold stays open, and nobody need look', () => {
    fc.assert(
      fc.property(plays, ({ state, wallet, temper }) => {
        for (const payment of state.payments) {
          expect(FINAL).toContain(payment.status);
          const alerted = payment.timeline.some((entry) => entry.event === 'ALERTED');
          expect(alerted).toBe(false);
          if (temper.debtIsPaid) expect(payment.status).not.toBe('OUTSTANDING');
        }
        expect(wallet.openHolds()).toBe(0);
      }),
      RUNS,
    );
  });

  test('the splits of every payment sum to its amount', () => {
    fc.assert(
      fc.property(plays, ({ state }) => {
        for (const { splits, amount } of state.payments) {
          const sum = sumOf(splits.map((one) => one.amount));
          expect(splits.length > 0 ? sum : amount).toBe(amount);
        }
      }),
      RUNS,
    );
  });

  test('all of it told once more changes nothing', () => {
    fc.assert(
      fc.property(plays, ({ delivered, state }) => {
        for (const message of delivered) {
          const again = decide(state, message);
          expect(again).toEqual({ accepted: true, events: [] });
        }
      }),
      RUNS,
    );
  });

  test('the story has no gap, and every step of it once', () => {
    fc.assert(
      fc.property(plays, ({ state }) => {
        const entries = [state.ride?.timeline ?? [], ...state.payments.map((one) => one.timeline)];
        const steps = entries.flat().map((entry) => entry.step);
        const all = Array.from({ length: state.ride?.steps ?? 0 }, (_, at) => at + 1);
        expect(steps.toSorted((a, b) => a - b)).toEqual(all);
      }),
      RUNS,
    );
  });
});
