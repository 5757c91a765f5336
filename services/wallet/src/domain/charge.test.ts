import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import {
  available,
  end,
  endAll,
  last,
  ready,
  request,
  rideSplits,
  topUp,
  types,
  type World,
} from './world.samples.ts';

describe('a charge without a hold', () => {
  const charge = (world: World, kind = 'RIDE'): ReturnType<typeof request> =>
    request(world, {
      paymentId: 'p1',
      kind,
      amount: 20_000,
      splits: rideSplits(20_000),
      capture: 'NOW',
    });

  it('holds and captures in one', () => {
    const world = ready();
    charge(world);
    endAll(world);
    expect(types(world)).toEqual(['TransferPosted']);
    expect(available(world, 'rider:user')).toBe(80_000n);
  });

  it('of a short rider leaves a debt, and the driver is paid in full', () => {
    const world = ready(12_000);
    charge(world);
    endAll(world);
    expect(last(world)).toMatchObject({ type: 'TransferPosted', data: { outstanding: 8_000n } });
    expect(available(world, 'driver:driver')).toBe(16_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('settles its debt at the next top-ups, in part and then whole', () => {
    const world = ready(12_000);
    charge(world);
    endAll(world);
    topUp(world, 'rider:user', 5_000);
    endAll(world);
    topUp(world, 'rider:user', 10_000);
    endAll(world);
    const debts = world.published.filter((one) => one.type === 'DebtCollected');
    expect(debts.map((one) => one.data)).toMatchObject([
      { amount: 5_000n, remaining: 3_000n },
      { amount: 3_000n, remaining: 0n },
    ]);
    expect(available(world, 'rider:user')).toBe(7_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('takes a ride whose collection KasPro refuses as debt, for the service was given', () => {
    const world = ready();
    charge(world);
    end(world, 120_003);
    endAll(world);
    expect(world.published.find((one) => one.type === 'TransferPosted')).toMatchObject({
      data: { outstanding: 20_000n },
    });
    expect(available(world, 'driver:driver')).toBe(16_000n);
  });

  it('of another kind is rejected when short', () => {
    const world = ready(100);
    request(world, {
      paymentId: 't1',
      kind: 'TIP',
      amount: 20_000,
      splits: rideSplits(20_000),
      capture: 'NOW',
    });
    expect(last(world)).toMatchObject({
      type: 'TransferRejected',
      data: { reason: 'INSUFFICIENT_FUNDS' },
    });
  });

  it('of another kind is rejected while a debt is open, whatever the wallet holds', () => {
    const world = ready(12_000);
    charge(world);
    endAll(world);
    topUp(world, 'rider:user', 90_000);
    request(world, {
      paymentId: 't1',
      kind: 'TIP',
      amount: 1_000,
      splits: rideSplits(1_000),
      capture: 'NOW',
    });
    expect(last(world)).toMatchObject({
      type: 'TransferRejected',
      data: { reason: 'DEBT_OUTSTANDING' },
    });
  });

  it('of a ride already paid is rejected, and what it collected goes back', () => {
    const world = ready();
    charge(world);
    request(world, { paymentId: 'p2', amount: 20_000, splits: rideSplits(20_000), capture: 'NOW' });
    endAll(world);
    expect(types(world)).toContain('TransferRejected');
    expect(available(world, 'rider:user')).toBe(80_000n);
    expect(breaches(world)).toEqual([]);
  });
});

describe('a driver’s debt', () => {
  it('is collected first from what the driver earns next', () => {
    const world = ready();
    const commission = rideSplits(20_000).slice(1);
    request(world, {
      paymentId: 'c1',
      kind: 'CASH_COMMISSION',
      payerId: 'driver',
      amount: 4_000,
      splits: commission,
      capture: 'NOW',
    });
    endAll(world);
    request(world, {
      paymentId: 'p2',
      reference: 'ride-2',
      amount: 10_000,
      splits: rideSplits(10_000),
      capture: 'NOW',
    });
    endAll(world);
    expect(available(world, 'driver:driver')).toBe(4_000n);
    expect(last(world)).toMatchObject({
      type: 'DebtCollected',
      data: { customerId: 'driver', requestId: 'c1', amount: 4_000n, remaining: 0n },
    });
    expect(breaches(world)).toEqual([]);
  });
});

describe('a cash ride', () => {
  it('takes the commission from the driver’s deposit', () => {
    const world = ready();
    topUp(world, 'driver:driver', 50_000);
    const splits = rideSplits(20_000).slice(1);
    request(world, {
      paymentId: 'c1',
      kind: 'CASH_COMMISSION',
      payerId: 'driver',
      amount: 4_000,
      splits,
      capture: 'NOW',
    });
    endAll(world);
    expect(available(world, 'driver:driver')).toBe(46_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('pays the driver when the promotion is above the commission', () => {
    const world = ready();
    const splits = [
      { walletId: 'platform:commission', amount: rupiah(4_000) },
      { walletId: 'platform:promotion', amount: rupiah(-10_000) },
      { walletId: 'driver:driver', amount: rupiah(6_000) },
    ];
    request(world, {
      paymentId: 'c1',
      kind: 'CASH_COMMISSION',
      payerId: 'driver',
      amount: 0,
      splits,
      capture: 'NOW',
    });
    endAll(world);
    expect(available(world, 'driver:driver')).toBe(6_000n);
    expect(breaches(world)).toEqual([]);
  });
});
