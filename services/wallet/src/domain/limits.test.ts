import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import { openRole, payRide, suspense } from './incoming.samples.ts';
import { upgrade } from './outgoing.samples.ts';
import { monthOf } from './limits.ts';
import { available, endAll, hold, last, ready, tell, topUp, types } from './world.samples.ts';

const JUTA = 1_000_000;

describe('a BASIC person’s wallet', () => {
  it('gets what there is room for; the rest waits in suspense, and both are told', () => {
    const world = ready(0);
    topUp(world, 'rider:user', 2 * JUTA + 5);
    expect(available(world, 'rider:user')).toBe(2_000_000n);
    expect(suspense(world, 'rider:user')).toBe(5n);
    expect(types(world)).toEqual(['TopUpReceived', 'FundsSuspended']);
    expect(last(world)).toMatchObject({ data: { amount: 5n, reason: 'BALANCE_LIMIT' } });
    expect(breaches(world)).toEqual([]);
  });

  it('is full by what it holds for rides as well', () => {
    const world = ready(2 * JUTA);
    hold(world, 500_000);
    topUp(world, 'rider:user', 1_000);
    expect(suspense(world, 'rider:user')).toBe(1_000n);
    endAll(world);
    topUp(world, 'rider:user', 1_000);
    expect(suspense(world, 'rider:user')).toBe(2_000n);
  });

  it('shares its limits with the person’s other wallet, for they lie on one account', () => {
    const world = ready(1_900_000);
    openRole(world, 'rider', 'DRIVER');
    topUp(world, 'rider:driver', 200_000);
    expect(available(world, 'rider:driver')).toBe(100_000n);
    expect(suspense(world, 'rider:driver')).toBe(100_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('takes 20,000,000 a calendar month, whatever was spent meanwhile', () => {
    const world = ready(0);
    for (let n = 0; n < 10; n += 1) {
      topUp(world, 'rider:user', 2 * JUTA);
      payRide(world, 2 * JUTA);
    }
    topUp(world, 'rider:user', 70_000);
    expect(available(world, 'rider:user')).toBe(0n);
    expect(last(world)).toMatchObject({ data: { reason: 'MONTHLY_LIMIT', amount: 70_000n } });
  });

  it('counts the month in every wallet of the person, whichever one it came to', () => {
    const world = ready(0);
    openRole(world, 'rider', 'DRIVER');
    for (let n = 0; n < 10; n += 1) {
      topUp(world, 'rider:user', 2 * JUTA);
      payRide(world, 2 * JUTA);
    }
    topUp(world, 'rider:driver', 70_000);
    expect(last(world)).toMatchObject({ data: { reason: 'MONTHLY_LIMIT', amount: 70_000n } });
  });

  it('counts the month for the person: a role that is opened later has no month of its own', () => {
    const world = ready(0);
    for (let n = 0; n < 10; n += 1) {
      topUp(world, 'rider:user', 2 * JUTA);
      payRide(world, 2 * JUTA);
    }
    openRole(world, 'rider', 'DRIVER');
    topUp(world, 'rider:driver', 70_000);
    expect(suspense(world, 'rider:driver')).toBe(70_000n);
  });
});

describe('a PREMIUM person’s wallet', () => {
  it('holds 20,000,000', () => {
    const world = ready(0);
    upgrade(world, 'rider');
    topUp(world, 'rider:user', 20 * JUTA + 1);
    expect(available(world, 'rider:user')).toBe(20_000_000n);
    expect(suspense(world, 'rider:user')).toBe(1n);
  });
});

describe('a debt', () => {
  it('takes its part of a top-up before the limit is asked', () => {
    const world = ready(0);
    payRide(world, 300_000);
    topUp(world, 'rider:user', 2_300_000);
    expect(suspense(world, 'rider:user')).toBe(0n);
    endAll(world);
    expect(available(world, 'rider:user')).toBe(2_000_000n);
    expect(breaches(world)).toEqual([]);
  });
});

describe('the month', () => {
  it('is the one in Jakarta', () => {
    expect(monthOf(new Date('2026-10-31T16:59:59Z'))).toBe('2026-10');
    expect(monthOf(new Date('2026-10-31T17:00:00Z'))).toBe('2026-11');
  });

  it('that is new gives room to what waited', () => {
    const world = ready(0);
    for (let n = 0; n < 10; n += 1) {
      topUp(world, 'rider:user', 2 * JUTA);
      payRide(world, 2 * JUTA);
    }
    topUp(world, 'rider:user', 70_000);
    tell(world, { type: 'room', customerId: 'rider' });
    expect(suspense(world, 'rider:user')).toBe(70_000n);
    world.now = new Date('2026-11-30T17:00:00Z');
    tell(world, { type: 'room', customerId: 'rider' });
    expect(available(world, 'rider:user')).toBe(70_000n);
    expect(breaches(world)).toEqual([]);
  });
});
