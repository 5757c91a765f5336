import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import {
  openRole,
  payCommission,
  payRide,
  reversal,
  suspense,
  takeBack,
  topUpOfNobody,
} from './incoming.samples.ts';
import { owed } from './outgoing.samples.ts';
import { move } from './provider.samples.ts';
import { available, end, endAll, hold, last, ready, tell, topUp, types } from './world.samples.ts';

const alarms = (world: ReturnType<typeof ready>): string[] =>
  world.alarms.map((alarm) => alarm.code);

describe('a reversal', () => {
  it('takes the top-up back from the wallet, and is told', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 50_000);
    takeBack(world, 'rider:user', 50_000);
    tell(world, reversal(top, 50_000));
    expect(available(world, 'rider:user')).toBe(0n);
    expect(last(world)).toMatchObject({
      type: 'TopUpReversed',
      data: { amount: 50_000n, debt: 0n, suspense: 0n, providerReference: `RV-${top}` },
    });
    expect(alarms(world)).toEqual([]);
    expect(breaches(world)).toEqual([]);
  });

  it('told twice takes once; nothing is told the second time', () => {
    const world = ready(0);
    topUp(world, 'rider:user', 70_000);
    const top = topUp(world, 'rider:user', 50_000);
    takeBack(world, 'rider:user', 50_000);
    tell(world, reversal(top, 50_000));
    const before = types(world).length;
    tell(world, reversal(top, 50_000));
    expect(types(world)).toHaveLength(before);
    expect(alarms(world)).toEqual([]);
    expect(available(world, 'rider:user')).toBe(70_000n);
  });

  it('under another reference, of a top-up taken back already, moves nothing and is an alarm', () => {
    const world = ready(0);
    topUp(world, 'rider:user', 70_000);
    const top = topUp(world, 'rider:user', 50_000);
    takeBack(world, 'rider:user', 50_000);
    tell(world, reversal(top, 50_000));
    tell(world, reversal(top, 50_000, 'another'));
    expect(available(world, 'rider:user')).toBe(70_000n);
    expect(alarms(world)).toEqual(['AKT_REVERSAL_REPEATED']);
  });

  it('that comes before its top-up is remembered: the top-up then nets to nothing, and both are told', () => {
    const world = ready(0);
    tell(world, reversal('K-early', 50_000));
    expect(types(world)).toEqual([]);
    move(world, 'world', 'rider:user', 50_000n);
    takeBack(world, 'rider:user', 50_000);
    const early = { providerReference: 'K-early', walletId: 'rider:user', channel: 'BCA' };
    for (let times = 0; times < 2; times += 1) {
      tell(world, { type: 'top-up', topUp: { ...early, amount: 50_000n } });
    }
    expect(types(world)).toEqual(['TopUpReceived', 'TopUpReversed']);
    expect(available(world, 'rider:user')).toBe(0n);
    expect(breaches(world)).toEqual([]);
  });

  it('takes suspense first, then the wallet', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 2_100_000);
    takeBack(world, 'rider:user', 2_100_000);
    tell(world, reversal(top, 2_100_000));
    expect([available(world, 'rider:user'), suspense(world, 'rider:user')]).toEqual([0n, 0n]);
    expect(last(world)).toMatchObject({ data: { suspense: 100_000n, debt: 0n } });
    expect(breaches(world)).toEqual([]);
  });

  it('of what is spent leaves a debt that blocks spending and is collected from the next credit', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 50_000);
    payRide(world, 30_000);
    takeBack(world, 'rider:user', 50_000);
    tell(world, reversal(top, 50_000));
    expect(last(world)).toMatchObject({ type: 'TopUpReversed', data: { debt: 30_000n } });
    hold(world, 1_000);
    expect(last(world)).toMatchObject({
      type: 'FundsRefused',
      data: { reason: 'DEBT_OUTSTANDING' },
    });
    topUp(world, 'rider:user', 40_000);
    expect(available(world, 'rider:user')).toBe(10_000n);
    endAll(world);
    expect(last(world)).toMatchObject({
      type: 'DebtCollected',
      data: { requestId: `reversal-${top}`, remaining: 0n },
    });
    expect(owed(world, 'rider:user')).toBe(0n);
    expect(breaches(world)).toEqual([]);
  });

  it('takes what the wallet lacks from the person’s other wallet, as KasPro does, before a debt', () => {
    const world = ready(25_000);
    openRole(world, 'rider', 'DRIVER');
    const top = topUp(world, 'rider:driver', 40_000);
    payCommission(world, 30_000);
    takeBack(world, 'rider:driver', 40_000);
    tell(world, reversal(top, 40_000));
    expect(available(world, 'rider:driver')).toBe(0n);
    expect(available(world, 'rider:user')).toBe(0n);
    expect(owed(world, 'rider:driver')).toBe(5_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('of another amount than the top-up takes what KasPro took, and is an alarm', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 50_000);
    takeBack(world, 'rider:user', 20_000);
    tell(world, reversal(top, 20_000));
    expect(available(world, 'rider:user')).toBe(30_000n);
    expect(alarms(world)).toEqual(['AKT_REVERSAL_DIFFERS']);
    expect(breaches(world)).toEqual([]);
  });

  it('of money that is nobody’s takes it from there, and nobody is told', () => {
    const world = ready(0);
    topUpOfNobody(world, 'K-nobody', 9_000);
    move(world, 'unclaimed', 'world', 9_000n);
    tell(world, reversal('K-nobody', 9_000));
    expect(world.states.platform.get('unclaimed/00')).toBe(0n);
    expect(types(world)).toEqual([]);
    expect(breaches(world)).toEqual([]);
  });

  it('gives the month its room back', () => {
    const world = ready(0);
    const top = topUp(world, 'rider:user', 2_000_000);
    takeBack(world, 'rider:user', 2_000_000);
    tell(world, reversal(top, 2_000_000));
    expect(world.states.wallets.get('rider:user')?.incoming.amount).toBe(0n);
  });
});

describe('a debt without a ride', () => {
  it('is collected from what a refused hold sets free', () => {
    const world = ready(50_000);
    const top = topUp(world, 'rider:user', 10_000);
    hold(world, 60_000);
    tell(world, reversal(top, 10_000));
    move(world, 'escrow', 'world', 10_000n);
    end(world, 120_003);
    expect(available(world, 'rider:user')).toBe(50_000n);
    endAll(world);
    expect(owed(world, 'rider:user')).toBe(0n);
    expect(breaches(world)).toEqual([]);
  });
});
