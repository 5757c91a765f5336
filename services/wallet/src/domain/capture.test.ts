import { rupiah } from '@angkutan/money';
import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import {
  available,
  capture,
  captureOf,
  end,
  endAll,
  hold,
  last,
  ready,
  rideSplits,
  tell,
  types,
  voidHold,
} from './world.samples.ts';

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

  it('of a delivery pays the driver and the merchant, each by a transfer of its own', () => {
    const world = ready();
    hold(world, 60_000);
    end(world);
    const goods = { walletId: 'shop:merchant', amount: rupiah(40_000) };
    capture(world, 'p1', [...rideSplits(20_000), goods]);
    endAll(world);
    expect(available(world, 'driver:driver')).toBe(16_000n);
    expect(available(world, 'shop:merchant')).toBe(40_000n);
    expect(breaches(world)).toEqual([]);
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
    const [share, commission] = rideSplits(20_000);
    if (!share || !commission) throw new Error('no splits');
    const negative = [{ ...share, amount: rupiah(-1) }, commission];
    const refused = { status: 'refused', code: 'SPLITS_DO_NOT_ADD_UP' };
    expect(capture(world, 'p1', negative)).toMatchObject(refused);
    expect(captureOf(world, 'p1', rupiah(20_001), [share, commission])).toMatchObject(refused);
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
