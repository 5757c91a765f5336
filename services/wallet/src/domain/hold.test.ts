import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import {
  available,
  end,
  endAll,
  hold,
  HOLD_EXPIRY_MS,
  last,
  newWorld,
  ready,
  request,
  rideSplits,
  T0,
  tell,
  topUp,
  types,
} from './world.samples.ts';

describe('a hold', () => {
  it('lowers what is available at once, and is told only when KasPro has confirmed it', () => {
    const world = ready();
    hold(world);
    expect(available(world, 'rider:user')).toBe(70_000n);
    expect(types(world)).toEqual([]);
    end(world);
    expect(last(world)).toMatchObject({ type: 'FundsHeld', data: { amount: 30_000n } });
    expect(breaches(world)).toEqual([]);
  });

  it('is refused by name when the wallet is short', () => {
    const world = ready(29_999);
    hold(world);
    expect(last(world)).toMatchObject({
      type: 'FundsRefused',
      data: { reason: 'INSUFFICIENT_FUNDS' },
    });
    expect(world.open).toEqual([]);
    expect(available(world, 'rider:user')).toBe(29_999n);
  });

  it('is refused while a debt is open', () => {
    const world = ready(0);
    request(world, {
      paymentId: 'p0',
      reference: 'r0',
      amount: 5_000,
      splits: rideSplits(5_000),
      capture: 'NOW',
    });
    endAll(world);
    topUp(world, 'rider:user', 4_000);
    hold(world, 1_000);
    expect(last(world)).toMatchObject({
      type: 'FundsRefused',
      data: { reason: 'DEBT_OUTSTANDING' },
    });
  });

  it('is refused by KasPro’s reason, and everything is available again', () => {
    const world = ready();
    hold(world);
    end(world, 120_003);
    expect(last(world)).toMatchObject({ type: 'FundsRefused', data: { reason: 'WALLET_BLOCKED' } });
    expect(available(world, 'rider:user')).toBe(100_000n);
  });

  it('asked for again does nothing', () => {
    const world = ready();
    hold(world);
    const again = hold(world);
    expect(again).toMatchObject({ status: 'done', publish: [] });
    expect(world.open).toHaveLength(1);
  });

  it('of nothing is held at once', () => {
    const world = ready(0);
    hold(world, 0);
    expect(last(world)).toMatchObject({ type: 'FundsHeld', data: { amount: 0n } });
  });

  it('waits while the wallet is not known yet', () => {
    expect(hold(newWorld())).toEqual({ status: 'wait', reason: 'WALLET_UNKNOWN' });
  });

  it('is returned when it expires, and not a moment earlier', () => {
    const world = ready();
    hold(world);
    end(world);
    world.now = new Date(T0.getTime() + HOLD_EXPIRY_MS - 1);
    tell(world, { type: 'expire', requestId: 'p1' });
    expect(world.open).toEqual([]);
    world.now = new Date(T0.getTime() + HOLD_EXPIRY_MS);
    tell(world, { type: 'expire', requestId: 'p1' });
    endAll(world);
    expect(last(world)).toMatchObject({ type: 'FundsReleased', data: { amount: 30_000n } });
    expect(available(world, 'rider:user')).toBe(100_000n);
  });
});
