import { describe, expect, it } from 'vitest';
import {
  available,
  breaches,
  capture,
  end,
  endAll,
  HOLD_EXPIRY_MS,
  newWorld,
  openWallets,
  request,
  rideSplits,
  T0,
  tell,
  topUp,
  types,
  voidHold,
  type World,
} from './samples.ts';

const ready = (balance = 100_000): World => {
  const world = newWorld();
  openWallets(world);
  if (balance > 0) topUp(world, 'rider:user', balance);
  world.published.length = 0;
  return world;
};
const hold = (world: World, amount = 30_000): ReturnType<typeof request> =>
  request(world, { paymentId: 'p1', amount, capture: 'LATER' });
const last = (world: World): unknown => world.published.at(-1);

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

describe('a capture', () => {
  it('pays the driver, then returns the rest, one transfer after another', () => {
    const world = ready();
    hold(world);
    end(world);
    capture(world, 'p1', rideSplits(20_000));
    expect(world.open).toMatchObject([{ purpose: 'DUE', to: 'driver:driver', amount: 16_000n }]);
    end(world);
    expect(world.open).toMatchObject([{ purpose: 'RETURN', to: 'rider:user', amount: 10_000n }]);
    end(world);
    expect(types(world)).toEqual(['FundsHeld', 'TransferPosted', 'FundsReleased']);
    expect(available(world, 'driver:driver')).toBe(16_000n);
    expect(available(world, 'rider:user')).toBe(80_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('pays the driver whole although a promotion lowered what the rider pays', () => {
    const world = ready();
    hold(world, 15_000);
    end(world);
    capture(world, 'p1', rideSplits(20_000, 5_000));
    endAll(world);
    expect(available(world, 'driver:driver')).toBe(16_000n);
    expect(available(world, 'rider:user')).toBe(85_000n);
    expect(world.states.platform.get('promotion/00')).toBe(-5_000n);
  });

  it('above the hold collects the difference first', () => {
    const world = ready();
    hold(world, 15_000);
    end(world);
    capture(world, 'p1', rideSplits(20_000));
    expect(world.open).toMatchObject([{ purpose: 'COLLECT', amount: 5_000n }]);
    endAll(world);
    expect(available(world, 'rider:user')).toBe(80_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('waits for a hold that KasPro has not confirmed', () => {
    const world = ready();
    hold(world);
    expect(capture(world, 'p1', rideSplits(20_000))).toEqual({
      status: 'wait',
      reason: 'HOLD_NOT_CONFIRMED',
    });
  });

  it('is rejected by name when the hold has ended', () => {
    const world = ready();
    hold(world);
    end(world);
    voidHold(world, 'p1');
    capture(world, 'p1', rideSplits(20_000));
    expect(last(world)).toMatchObject({ type: 'TransferRejected', data: { reason: 'HOLD_ENDED' } });
    endAll(world);
    expect(available(world, 'rider:user')).toBe(100_000n);
  });

  it('asked for again, during and after, does nothing', () => {
    const world = ready();
    hold(world);
    end(world);
    capture(world, 'p1', rideSplits(20_000));
    capture(world, 'p1', rideSplits(20_000));
    endAll(world);
    const again = capture(world, 'p1', rideSplits(20_000));
    expect(again).toMatchObject({ status: 'done', publish: [] });
    expect(world.states.postings.filter((one) => one.step === 'CAPTURE')).toHaveLength(1);
  });

  it('is refused when its splits do not add up, or a person’s share is negative', () => {
    const world = ready();
    hold(world);
    end(world);
    const splits = rideSplits(20_000).map((one) => ({ ...one, walletId: 'platform:promotion' }));
    expect(capture(world, 'p1', [...rideSplits(1_000, 5_000)])).toMatchObject({
      code: 'SPLITS_DO_NOT_ADD_UP',
    });
    expect(splits).toHaveLength(2);
  });

  it('waits for a payee who is not known yet', () => {
    const world = ready();
    hold(world);
    end(world);
    const [share, commission] = rideSplits(20_000);
    if (!share || !commission) throw new Error('no splits');
    const splits = [{ ...share, walletId: 'nobody:driver' }, commission];
    expect(capture(world, 'p1', splits)).toEqual({ status: 'wait', reason: 'PAYEE_UNKNOWN' });
  });

  it('keeps a due that KasPro refuses waiting for the payee, and pays it when the tier changes', () => {
    const world = ready();
    hold(world, 20_000);
    end(world);
    capture(world, 'p1', rideSplits(20_000));
    end(world, 120_002);
    expect(last(world)).toMatchObject({ type: 'TransferPosted' });
    expect(world.states.wallets.get('driver:driver')?.waiting).toMatchObject([{ amount: 16_000n }]);
    tell(world, {
      type: 'event',
      event: {
        type: 'CustomerUpgraded',
        data: { eventId: 'u', occurredAt: 0, customerId: 'driver', tier: 'PREMIUM' },
      },
    });
    endAll(world);
    expect(available(world, 'driver:driver')).toBe(16_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('sends a due again, later and under a new reference, when escrow lacked the cover', () => {
    const world = ready();
    hold(world, 20_000);
    end(world);
    capture(world, 'p1', rideSplits(20_000));
    const first = end(world, 120_001);
    expect(world.open).toMatchObject([{ purpose: 'DUE', delayMs: 30_000 }]);
    expect(world.open[0]?.reference).not.toBe(first?.reference);
  });
});

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
      { ...rideSplits(20_000)[1]! },
      { walletId: 'platform:promotion', amount: rideSplits(1, 10_000)[2]!.amount },
      { walletId: 'driver:driver', amount: rideSplits(7_500)[0]!.amount },
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
