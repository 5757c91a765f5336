import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import { bookOf, fund, owed, payment, readyPremium } from './outgoing.samples.ts';
import { available, end, endAll, last, topUp, types, type World } from './world.samples.ts';

describe('a refund', () => {
  const refund = (world: World, clawback = 0): unknown =>
    payment(world, { kind: 'REFUND', amount: 10_000, payerId: 'platform:corporate' }, [
      ['rider:user', 10_000],
      ...(clawback > 0
        ? ([
            ['driver:driver', -clawback],
            ['platform:corporate', clawback],
          ] as const)
        : []),
    ]);
  const funded = (driver = 0): World => {
    const world = readyPremium();
    fund(world, 'corporate', 1_000_000);
    if (driver > 0) topUp(world, 'driver:driver', driver);
    world.published.length = 0;
    return world;
  };

  it('is paid by corporate to the rider at once', () => {
    const world = funded();
    refund(world);
    endAll(world);
    expect(last(world)).toMatchObject({
      type: 'TransferPosted',
      data: {
        legs: [
          { walletId: 'platform:corporate', amount: -10_000n },
          { walletId: 'rider:user', amount: 10_000n },
        ],
      },
    });
    expect(available(world, 'rider:user')).toBe(110_000n);
    expect(bookOf(world, 'corporate')).toBe(990_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('makes the others’ shares debts, collected from what they have', () => {
    const world = funded(50_000);
    refund(world, 8_000);
    end(world);
    expect(owed(world, 'driver:driver')).toBe(8_000n);
    endAll(world);
    expect(owed(world, 'driver:driver')).toBe(0n);
    expect(available(world, 'driver:driver')).toBe(42_000n);
    expect(available(world, 'rider:user')).toBe(110_000n);
    expect(bookOf(world, 'commission')).toBe(8_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('makes debts that wait for the next credit when there is nothing', () => {
    const world = funded();
    refund(world, 8_000);
    endAll(world);
    expect(owed(world, 'driver:driver')).toBe(8_000n);
    topUp(world, 'driver:driver', 30_000);
    endAll(world);
    expect(available(world, 'driver:driver')).toBe(22_000n);
    expect(breaches(world)).toEqual([]);
  });

  it('waits, with an alarm, while corporate is short, and is not lost', () => {
    const world = funded();
    refund(world);
    end(world, 120_001);
    expect(world.alarms).toMatchObject([{ code: 'AKT_CORPORATE_SHORT' }]);
    expect(types(world)).toEqual([]);
    expect(world.open).toMatchObject([{ reference: 'p1.t2', delayMs: 300_000 }]);
    endAll(world);
    expect(last(world)).toMatchObject({
      type: 'TransferPosted',
      data: { partnerReferences: ['p1.t2'] },
    });
    expect(breaches(world)).toEqual([]);
  });

  it('that KasPro refuses for the rider’s sake is rejected, and nobody owes for it', () => {
    const world = funded();
    refund(world, 8_000);
    end(world, 120_003);
    expect(last(world)).toMatchObject({
      type: 'TransferRejected',
      data: { reason: 'WALLET_BLOCKED' },
    });
    expect(owed(world, 'driver:driver')).toBe(0n);
    expect(breaches(world)).toEqual([]);
  });

  it.each([
    [
      'that does not go to the rider whole',
      [
        ['rider:user', 9_000],
        ['driver:driver', 1_000],
      ],
    ],
    [
      'whose clawbacks go nowhere',
      [
        ['rider:user', 10_000],
        ['driver:driver', -4_000],
      ],
    ],
    [
      'that commission would pay',
      [
        ['rider:user', 10_000],
        ['driver:driver', -4_000],
        ['platform:commission', 4_000],
      ],
    ],
  ] as const)('%s is put aside', (_what, splits) => {
    const terms = { kind: 'REFUND', amount: 10_000, payerId: 'platform:corporate' };
    expect(payment(funded(), terms, splits)).toMatchObject({ code: 'SPLITS_DO_NOT_ADD_UP' });
  });
});
