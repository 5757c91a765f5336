import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import { setTier } from './incoming.samples.ts';
import { upgrade } from './outgoing.samples.ts';
import {
  available,
  endAll,
  ready,
  request,
  rideSplits,
  topUp,
  types,
  type World,
} from './world.samples.ts';

const ride = (world: World, fare: number, paymentId = 'p1'): void => {
  const splits = rideSplits(fare);
  request(world, { paymentId, reference: paymentId, amount: fare, splits, capture: 'NOW' });
  endAll(world);
};

describe('the due of a driver who is not PREMIUM', () => {
  it('waits, and the payment is posted all the same', () => {
    const world = ready();
    setTier(world, 'driver', 'BASIC');
    ride(world, 20_000);
    expect(types(world)).toContain('TransferPosted');
    expect(available(world, 'driver:driver')).toBe(0n);
    expect(world.states.wallets.get('driver:driver')?.waiting).toMatchObject([
      { amount: 16_000n, reason: 'TIER' },
    ]);
    expect(breaches(world)).toEqual([]);
  });

  it('is paid with the upgrade, each ride once', () => {
    const world = ready();
    setTier(world, 'driver', 'BASIC');
    ride(world, 20_000);
    ride(world, 10_000, 'p2');
    upgrade(world, 'driver');
    endAll(world);
    upgrade(world, 'driver');
    endAll(world);
    expect(available(world, 'driver:driver')).toBe(24_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('of a merchant likewise', () => {
    const world = ready();
    setTier(world, 'shop', 'BASIC');
    const splits = [{ walletId: 'shop:merchant', amount: rupiah(8) }];
    request(world, { paymentId: 'p1', amount: 8, splits, capture: 'NOW' });
    endAll(world);
    expect(available(world, 'shop:merchant')).toBe(0n);
    upgrade(world, 'shop');
    endAll(world);
    expect(available(world, 'shop:merchant')).toBe(8n);
  });
});

describe('the due of a driver whose account is full', () => {
  it('waits, and is paid when the driver has spent', () => {
    const world = ready();
    topUp(world, 'driver:driver', 20_000_000);
    ride(world, 20_000);
    expect(available(world, 'driver:driver')).toBe(20_000_000n);
    expect(world.states.wallets.get('driver:driver')?.waiting).toMatchObject([{ reason: 'LIMIT' }]);
    request(world, {
      paymentId: 'c1',
      reference: 'c1',
      kind: 'CASH_COMMISSION',
      payerId: 'driver',
      amount: 16_000,
      splits: [{ walletId: 'platform:commission', amount: rupiah(16_000) }],
      capture: 'NOW',
    });
    endAll(world);
    expect(available(world, 'driver:driver')).toBe(20_000_000n);
    expect(world.states.wallets.get('driver:driver')?.waiting).toEqual([]);
    expect(breaches(world)).toEqual([]);
  });

  it('does not count as incoming of the month', () => {
    const world = ready();
    ride(world, 20_000);
    expect(world.states.wallets.get('driver:driver')?.incoming.amount).toBe(0n);
  });
});
