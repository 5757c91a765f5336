import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import { openRole, payRide, suspense } from './incoming.samples.ts';
import { upgrade } from './outgoing.samples.ts';
import { available, last, ready, tell, topUp, types } from './world.samples.ts';

const JUTA = 1_000_000;

describe('money in suspense', () => {
  it('is released by the upgrade, and told', () => {
    const world = ready(0);
    topUp(world, 'rider:user', 5 * JUTA);
    upgrade(world, 'rider');
    expect(available(world, 'rider:user')).toBe(5_000_000n);
    expect(suspense(world, 'rider:user')).toBe(0n);
    expect(last(world)).toMatchObject({
      type: 'SuspenseReleased',
      data: { amount: 3_000_000n, remaining: 0n },
    });
    expect(breaches(world)).toEqual([]);
  });

  it('is released as far as the wallet was spent from', () => {
    const world = ready(0);
    topUp(world, 'rider:user', 5 * JUTA);
    payRide(world, 40_000);
    expect(available(world, 'rider:user')).toBe(2_000_000n);
    expect(suspense(world, 'rider:user')).toBe(2_960_000n);
    payRide(world, 60_000);
    expect(suspense(world, 'rider:user')).toBe(2_900_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('is released when the person’s other wallet made the room', () => {
    const world = ready(2 * JUTA);
    openRole(world, 'rider', 'DRIVER');
    topUp(world, 'rider:driver', 100_000);
    payRide(world, 30_000);
    expect(available(world, 'rider:driver')).toBe(30_000n);
    expect(suspense(world, 'rider:driver')).toBe(70_000n);
  });

  it('is released oldest first', () => {
    const world = ready(2 * JUTA);
    topUp(world, 'rider:user', 10_000);
    topUp(world, 'rider:user', 20_000);
    payRide(world, 15_000);
    const [first, ...others] = world.states.wallets.get('rider:user')?.suspended ?? [];
    expect(others).toEqual([]);
    expect(first).toMatchObject({ amount: 15_000n });
  });

  it('stays while there is no room, and nothing is told', () => {
    const world = ready(2 * JUTA);
    topUp(world, 'rider:user', 10_000);
    world.published.length = 0;
    tell(world, { type: 'room', customerId: 'rider' });
    expect(types(world)).toEqual([]);
    expect(suspense(world, 'rider:user')).toBe(10_000n);
  });

  it('for a role that the person does not have waits for an operator, room or not', () => {
    const world = ready(0);
    const topUpOfRole = {
      providerReference: 'R1',
      walletId: 'rider:user',
      roleUnknown: true,
      amount: 10_000n,
      channel: 'BCA',
    };
    tell(world, { type: 'top-up', topUp: topUpOfRole });
    tell(world, { type: 'room', customerId: 'rider' });
    expect(available(world, 'rider:user')).toBe(0n);
    expect(last(world)).toMatchObject({ type: 'FundsSuspended', data: { reason: 'ROLE_UNKNOWN' } });
  });
});
