import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import { setTier } from './incoming.samples.ts';
import { owed, payment, readyPremium, statusOf, upgrade } from './outgoing.samples.ts';
import { available, end, endAll, last, ready, topUp, types, type World } from './world.samples.ts';

const send = (world: World, amount = 20_000, to = 'driver:user'): unknown =>
  payment(world, { kind: 'P2P', amount }, [[to, amount]]);

describe('a transfer between persons', () => {
  it('reserves, moves once from payer to payee, and is told when KasPro has confirmed', () => {
    const world = readyPremium();
    send(world, 20_000, 'driver:driver');
    expect(available(world, 'rider:user')).toBe(80_000n);
    expect(types(world)).toEqual([]);
    endAll(world);
    expect(last(world)).toMatchObject({
      type: 'TransferPosted',
      data: {
        requestId: 'p1',
        outstanding: 0n,
        legs: [
          { walletId: 'rider:user', amount: -20_000n },
          { walletId: 'driver:driver', amount: 20_000n },
        ],
        partnerReferences: ['p1.t1'],
      },
    });
    expect(available(world, 'driver:driver')).toBe(20_000n);
    expect(breaches(world)).toEqual([]);
  });

  it.each([
    [120_001, 'INSUFFICIENT_FUNDS'],
    [120_002, 'LIMIT_EXCEEDED'],
    [120_003, 'WALLET_BLOCKED'],
    [130_002, 'PROVIDER_REFUSED'],
  ])(
    'that KasPro refuses with %i is rejected as %s, and nothing stays reserved',
    (code, reason) => {
      const world = readyPremium();
      send(world, 20_000, 'driver:driver');
      end(world, code);
      expect(last(world)).toMatchObject({ type: 'TransferRejected', data: { reason } });
      expect(available(world, 'rider:user')).toBe(100_000n);
      expect(statusOf(world, 'p1')).toBe('CLOSED');
      expect(breaches(world)).toEqual([]);
    },
  );

  it('asked for twice is made once', () => {
    const world = readyPremium();
    send(world, 20_000, 'driver:driver');
    send(world, 20_000, 'driver:driver');
    expect(world.open).toHaveLength(1);
  });

  it.each<[string, () => World, number, string]>([
    ['of a BASIC customer', () => ready(), 20_000, 'TIER_TOO_LOW'],
    ['above what there is', () => readyPremium(10_000), 20_000, 'INSUFFICIENT_FUNDS'],
    ['to a payee who would have too much', fullPayee, 20_000, 'PAYEE_LIMIT_EXCEEDED'],
    ['while something is owed', inDebt, 20_000, 'DEBT_OUTSTANDING'],
  ])('%s is rejected before anything is held', (_what, world, amount, reason) => {
    const one = world();
    const before = available(one, 'rider:user');
    const open = one.open.length;
    send(one, amount, 'driver:driver');
    expect(last(one)).toMatchObject({ type: 'TransferRejected', data: { reason } });
    expect(available(one, 'rider:user')).toBe(before);
    expect(one.open).toHaveLength(open);
  });

  it('to a driver who has not proved who they are is rejected', () => {
    const world = ready();
    upgrade(world, 'rider');
    setTier(world, 'driver', 'BASIC');
    send(world, 20_000, 'driver:driver');
    expect(last(world)).toMatchObject({ data: { reason: 'PAYEE_NOT_ACTIVE' } });
  });

  it('to oneself is rejected', () => {
    const world = readyPremium();
    send(world, 20_000, 'rider:user');
    expect(last(world)).toMatchObject({ data: { reason: 'PAYEE_IS_PAYER' } });
  });

  it('to a payee not yet known waits', () => {
    expect(send(readyPremium(), 20_000, 'nobody:user')).toMatchObject({ status: 'wait' });
  });
});

function fullPayee(): World {
  const world = readyPremium();
  topUp(world, 'driver:driver', 19_990_000);
  world.published.length = 0;
  return world;
}

function inDebt(): World {
  const world = readyPremium(5_000);
  payment(world, { kind: 'RIDE', amount: 20_000 }, [['driver:driver', 20_000]]);
  endAll(world);
  world.states.requests.delete('p1');
  topUp(world, 'rider:user', 8_000);
  return world;
}

describe('a tip', () => {
  const tip = (world: World): unknown =>
    payment(world, { kind: 'TIP', amount: 10_000 }, [['driver:driver', 10_000]]);

  it('goes to the driver whole, through escrow', () => {
    const world = ready();
    tip(world);
    endAll(world);
    expect(last(world)).toMatchObject({ type: 'TransferPosted' });
    expect(available(world, 'driver:driver')).toBe(10_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('whose collection KasPro refuses is rejected, and leaves no debt', () => {
    const world = ready();
    tip(world);
    end(world, 120_003);
    expect(last(world)).toMatchObject({
      type: 'TransferRejected',
      data: { reason: 'WALLET_BLOCKED' },
    });
    expect(owed(world, 'rider:user')).toBe(0n);
    expect(available(world, 'rider:user')).toBe(100_000n);
    expect(breaches(world)).toEqual([]);
  });
});
