import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import {
  cashOut,
  cashOutFailed,
  decideLate,
  lateSuccess,
  leave,
  owed,
  payment,
  readyPremium,
  statusOf,
} from './outgoing.samples.ts';
import { move } from './provider.samples.ts';
import {
  available,
  end,
  endAll,
  hold,
  last,
  ready,
  tell,
  topUp,
  type World,
} from './world.samples.ts';

const released = (balance = 100_000): World => {
  const world = readyPremium(balance);
  cashOut(world);
  cashOutFailed(world);
  world.published.length = 0;
  return world;
};
const resolve = decideLate;

describe('a cash-out that succeeds after its release', () => {
  it('is held again at once, with an alarm', () => {
    const world = released();
    lateSuccess(world, 'c1', 52_000);
    expect(available(world, 'rider:user')).toBe(48_000n);
    expect(statusOf(world, 'c1')).toBe('LATE');
    expect(world.alarms).toEqual([{ code: 'AKT_LATE_SUCCESS', reference: 'c1' }]);
    expect(breaches(world)).toEqual([]);
  });

  it('makes a debt of what is gone, lent by escrow, and books it when it is kept', () => {
    const world = released();
    payment(world, { kind: 'P2P', amount: 80_000 }, [['driver:driver', 80_000]]);
    endAll(world);
    lateSuccess(world, 'c1', 52_000);
    expect(owed(world, 'rider:user')).toBe(32_000n);
    expect(resolve(world, 'KEEP_CAPTURED')).toMatchObject({ code: 'ADVANCE_OPEN' });
    endAll(world);
    leave(world, 'rider:user', 52_000n);
    resolve(world, 'KEEP_CAPTURED');
    expect(available(world, 'rider:user')).toBe(0n);
    expect(owed(world, 'rider:user')).toBe(32_000n);
    expect(breaches(world)).toEqual([]);
    topUp(world, 'rider:user', 40_000);
    endAll(world);
    expect(available(world, 'rider:user')).toBe(8_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('is available again when KasPro has brought it back, and what escrow lent is paid back first', () => {
    const world = released();
    payment(world, { kind: 'P2P', amount: 80_000 }, [['driver:driver', 80_000]]);
    endAll(world);
    lateSuccess(world, 'c1', 52_000);
    endAll(world);
    resolve(world, 'RETURN');
    endAll(world);
    expect(owed(world, 'rider:user')).toBe(0n);
    expect(available(world, 'rider:user')).toBe(20_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('reported again, or for one that was paid, changes nothing', () => {
    const world = released();
    lateSuccess(world, 'c1', 52_000);
    lateSuccess(world, 'c1', 52_000);
    expect(available(world, 'rider:user')).toBe(48_000n);
    expect(world.alarms).toHaveLength(1);
  });

  it('waits for the release where that comes later', () => {
    const world = readyPremium();
    cashOut(world);
    expect(lateSuccess(world, 'c1', 52_000)).toMatchObject({ status: 'wait' });
  });

  it('lends again until KasPro takes it', () => {
    const world = released(52_500);
    payment(world, { kind: 'P2P', amount: 52_500 }, [['driver:driver', 52_500]]);
    endAll(world);
    lateSuccess(world, 'c1', 52_000);
    end(world, 120_001);
    expect(world.open).toMatchObject([{ purpose: 'ADVANCE', delayMs: 30_000 }]);
    endAll(world);
    expect(breaches(world)).toEqual([]);
  });
});

describe('a transfer of our own that KasPro made after refusing it', () => {
  const late = (world: World, code = 120_003): ReturnType<typeof end> => {
    const transfer = end(world, code);
    if (!transfer) throw new Error('no transfer');
    const { from, to, amount } = transfer;
    move(world, from, to, amount);
    tell(world, { type: 'late-transfer', transfer });
    tell(world, { type: 'late-transfer', transfer });
    return transfer;
  };

  it('from a wallet is held again, and given back from escrow when it stands', () => {
    const world = ready();
    hold(world, 30_000);
    const transfer = late(world);
    expect(available(world, 'rider:user')).toBe(70_000n);
    expect(world.alarms).toHaveLength(1);
    resolve(world, 'KEEP_CAPTURED', `${transfer?.reference}.late`);
    expect(breaches(world)).toEqual([]);
    endAll(world);
    expect(available(world, 'rider:user')).toBe(100_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('between persons is booked when it stands', () => {
    const world = readyPremium();
    payment(world, { kind: 'P2P', amount: 20_000 }, [['driver:driver', 20_000]]);
    const transfer = late(world);
    expect(available(world, 'driver:driver')).toBe(0n);
    resolve(world, 'KEEP_CAPTURED', `${transfer?.reference}.late`);
    expect(available(world, 'driver:driver')).toBe(20_000n);
    expect(available(world, 'rider:user')).toBe(80_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('to a payee whose due was waiting is not paid a second time', () => {
    const world = ready();
    payment(world, { kind: 'RIDE', amount: 20_000 }, [['driver:driver', 20_000]]);
    end(world);
    const transfer = late(world);
    expect(world.states.wallets.get('driver:driver')?.waiting).toEqual([]);
    resolve(world, 'KEEP_CAPTURED', `${transfer?.reference}.late`);
    endAll(world);
    expect(available(world, 'driver:driver')).toBe(20_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('to a payee is paid after all when KasPro took it back', () => {
    const world = ready();
    payment(world, { kind: 'RIDE', amount: 20_000 }, [['driver:driver', 20_000]]);
    end(world);
    const transfer = end(world, 120_003);
    if (transfer) tell(world, { type: 'late-transfer', transfer });
    resolve(world, 'RETURN', `${transfer?.reference}.late`);
    expect(world.open).toMatchObject([{ purpose: 'DUE_AGAIN', amount: 20_000n }]);
    endAll(world);
    expect(last(world)).toMatchObject({ type: 'TransferPosted' });
    expect(available(world, 'driver:driver')).toBe(20_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('of the company’s own money is looked at by people', () => {
    const world = ready();
    const transfer = {
      reference: 'platform.sweep.t1',
      requestId: 'platform.sweep',
      purpose: 'SWEEP',
      from: 'escrow',
      to: 'corporate',
      amount: rupiah(1),
    } as const;
    tell(world, { type: 'late-transfer', transfer });
    expect(world.alarms).toMatchObject([{ code: 'AKT_OUTCOME_CONFLICT' }]);
  });
});
