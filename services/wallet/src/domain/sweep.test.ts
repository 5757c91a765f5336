import { rupiah, ZERO } from '@angkutan/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import { bookOf, fund, payment, readyPremium } from './outgoing.samples.ts';
import { SWEEP_REQUEST, sweepOf } from './sweep.ts';
import { end, endAll, request, rideSplits, tell, type World } from './world.samples.ts';

const RULES = { threshold: rupiah(1_000), coverMin: rupiah(50_000) };
const own = (world: World): Parameters<typeof sweepOf>[0] => ({
  commission: rupiah(bookOf(world, 'commission')),
  promotion: rupiah(bookOf(world, 'promotion')),
  float: rupiah(bookOf(world, 'float')),
  losses: rupiah(bookOf(world, 'losses')),
  debt: rupiah([...world.states.wallets.values()].reduce((sum, one) => sum + one.books.debt, 0n)),
});
function sweep(world: World): void {
  const amounts = sweepOf(own(world), RULES);
  const after = world.states.requests.get(SWEEP_REQUEST)?.transfers ?? 0;
  if (amounts) tell(world, { type: 'sweep', sweep: { amounts, after } });
}

/** A world whose company has money, after a ride of 40,000 with this promotion. */
function afterRide(promotion = 0, balance = 100_000): World {
  const world = readyPremium(balance);
  fund(world, 'float', 50_000);
  fund(world, 'corporate', 1_000_000);
  const splits = rideSplits(40_000, promotion);
  const amount = 40_000 - promotion;
  request(world, { paymentId: 'p1', amount, splits, capture: 'NOW' });
  endAll(world);
  return world;
}

describe('a sweep', () => {
  it('brings commission from escrow to corporate, booked when KasPro has confirmed', () => {
    const world = afterRide();
    sweep(world);
    expect(bookOf(world, 'commission')).toBe(8_000n);
    expect(world.open).toMatchObject([{ purpose: 'SWEEP', from: 'escrow', amount: 8_000n }]);
    end(world);
    expect(bookOf(world, 'commission')).toBe(0n);
    expect(bookOf(world, 'corporate')).toBe(1_008_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('has corporate pay for promotions', () => {
    const world = afterRide(20_000);
    sweep(world);
    expect(world.open).toMatchObject([{ from: 'corporate', to: 'escrow', amount: 12_000n }]);
    end(world);
    expect(bookOf(world, 'promotion')).toBe(0n);
    expect(bookOf(world, 'corporate')).toBe(988_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('moves nothing where commission and promotion are the same, and still books it', () => {
    const world = afterRide(8_000);
    sweep(world);
    expect(world.open).toEqual([]);
    expect(bookOf(world, 'promotion')).toBe(0n);
    expect(breaches(world)).toEqual([]);
  });

  it('leaves in escrow what a debt was advanced from', () => {
    const world = afterRide(0, 35_000);
    sweep(world);
    expect(world.open).toMatchObject([{ from: 'escrow', amount: 3_000n }]);
  });

  it('has corporate top escrow up when holds and dues are not covered', () => {
    const world = afterRide(0, 12_000);
    sweep(world);
    expect(world.open).toMatchObject([{ from: 'corporate', to: 'escrow', amount: 20_000n }]);
    end(world);
    expect(bookOf(world, 'float')).toBe(70_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('goes alone: another waits for its end, and nobody sweeps by balances of before', () => {
    const world = afterRide();
    const amounts = sweepOf(own(world), RULES);
    if (!amounts) throw new Error('nothing to sweep');
    const stale = { type: 'sweep', sweep: { amounts, after: 0 } } as const;
    tell(world, stale);
    tell(world, stale);
    expect(world.open).toHaveLength(1);
    end(world);
    tell(world, stale);
    expect(world.open).toEqual([]);
    expect(bookOf(world, 'commission')).toBe(0n);
  });

  it('that KasPro refuses changes nothing, alarms, and lets the next one try', () => {
    const world = afterRide(20_000);
    sweep(world);
    end(world, 120_001);
    expect(world.alarms).toMatchObject([{ code: 'AKT_SWEEP_REFUSED' }]);
    expect(bookOf(world, 'promotion')).toBe(-20_000n);
    sweep(world);
    expect(world.open).toMatchObject([{ reference: 'platform.sweep.t2' }]);
    endAll(world);
    expect(breaches(world)).toEqual([]);
  });

  it('keeps one row with one reference, however often it runs', () => {
    const world = afterRide();
    sweep(world);
    end(world);
    payment(world, { kind: 'TIP', amount: 1_000 }, [['driver:driver', 1_000]]);
    request(world, {
      paymentId: 'p2',
      reference: 'ride-2',
      amount: 20_000,
      splits: rideSplits(20_000),
      capture: 'NOW',
    });
    endAll(world);
    sweep(world);
    expect(world.states.requests.get(SWEEP_REQUEST)?.partnerReferences).toEqual([
      'platform.sweep.t2',
    ]);
  });

  it('never takes what open holds, dues and debts need, whatever the balances', () => {
    const amount = fc.bigInt({ min: 0n, max: 1_000_000n });
    fc.assert(
      fc.property(
        fc.tuple(amount, amount, amount, amount, amount),
        ([commission, promotion, debt, float, lost]) => {
          const books = {
            commission: rupiah(commission),
            promotion: rupiah(-promotion),
            debt: rupiah(-debt),
            losses: rupiah(-lost),
            float: rupiah(float),
          };
          const swept = sweepOf(books, RULES) ?? { commission: ZERO, promotion: ZERO, float: ZERO };
          const left =
            commission +
            swept.commission -
            promotion +
            swept.promotion -
            debt +
            float +
            swept.float;
          const before = commission - promotion - debt + float;
          expect(left >= RULES.coverMin || left === before).toBe(true);
          expect(commission + swept.commission).toBeGreaterThanOrEqual(0n);
        },
      ),
    );
  });
});
