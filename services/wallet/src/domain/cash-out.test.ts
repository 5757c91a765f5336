import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import {
  bookOf,
  cashOut,
  cashOutFailed,
  cashOutSettled,
  fund,
  owed,
  payment,
  readyPremium,
  statusOf,
} from './outgoing.samples.ts';
import {
  available,
  end,
  endAll,
  event,
  last,
  ready,
  T0,
  tell,
  topUp,
  types,
} from './world.samples.ts';

describe('a cash-out', () => {
  it('sets amount and fee aside, and moves nothing', () => {
    const world = readyPremium();
    cashOut(world);
    expect(last(world)).toMatchObject({
      type: 'FundsHeld',
      key: 'rider',
      data: { requestId: 'c1', amount: 52_500n },
    });
    expect(available(world, 'rider:user')).toBe(47_500n);
    expect(world.open).toEqual([]);
    expect(breaches(world)).toEqual([]);
  });

  it('takes from the wallet of the role that asks', () => {
    const world = readyPremium();
    topUp(world, 'driver:driver', 80_000);
    cashOut(world, { customerId: 'driver', role: 'DRIVER' });
    expect(available(world, 'driver:driver')).toBe(27_500n);
  });

  it('of a BASIC customer is refused', () => {
    const world = ready();
    cashOut(world);
    expect(last(world)).toMatchObject({ type: 'FundsRefused', data: { reason: 'TIER_TOO_LOW' } });
    expect(available(world, 'rider:user')).toBe(100_000n);
  });

  it('that the fee brings above what there is, is refused', () => {
    const world = readyPremium(52_499);
    cashOut(world);
    expect(last(world)).toMatchObject({ data: { reason: 'INSUFFICIENT_FUNDS', amount: 52_500n } });
  });

  it('asked for again, settled again, failed again does nothing more', () => {
    const world = readyPremium();
    cashOut(world);
    cashOut(world);
    cashOutFailed(world);
    cashOutFailed(world);
    expect(types(world)).toEqual(['FundsHeld', 'FundsReleased']);
    expect(available(world, 'rider:user')).toBe(100_000n);
  });

  it('is not ended by our clock', () => {
    const world = readyPremium();
    cashOut(world);
    world.now = new Date(T0.getTime() + 30 * 86_400_000);
    tell(world, { type: 'expire', requestId: 'c1' });
    expect(statusOf(world, 'c1')).toBe('RESERVED');
  });

  it('for a role that is none is put aside', () => {
    expect(cashOut(readyPremium(), { role: 'KING' })).toMatchObject({ code: 'ROLE_UNKNOWN' });
  });
});

describe('the fee of a cash-out', () => {
  it('leaves corporate what KasPro did not take', () => {
    const world = readyPremium();
    cashOut(world);
    cashOutSettled(world, 2_000);
    expect(breaches(world)).toEqual([]);
    expect(world.open).toMatchObject([{ purpose: 'FEE', to: 'corporate', amount: 500n }]);
    endAll(world);
    expect(available(world, 'rider:user')).toBe(47_500n);
    expect(bookOf(world, 'fees')).toBe(500n);
    expect(bookOf(world, 'world')).toBe(-100_000n + 52_000n);
    expect(statusOf(world, 'c1')).toBe('CLOSED');
    expect(breaches(world)).toEqual([]);
  });

  it('that is KasPro’s own exactly moves nothing more', () => {
    const world = readyPremium();
    cashOut(world);
    cashOutSettled(world, 2_500);
    expect(world.open).toEqual([]);
    expect(statusOf(world, 'c1')).toBe('CLOSED');
    expect(breaches(world)).toEqual([]);
  });

  it('costs the customer what was quoted, though KasPro took more: corporate pays the difference', () => {
    const world = readyPremium(52_500);
    fund(world, 'corporate', 100_000);
    cashOut(world);
    cashOutSettled(world, 4_000);
    expect(world.open).toMatchObject([{ purpose: 'FEE', from: 'corporate', amount: 1_500n }]);
    endAll(world);
    expect(available(world, 'rider:user')).toBe(0n);
    expect(bookOf(world, 'fees')).toBe(-1_500n);
    expect(breaches(world)).toEqual([]);
  });

  it('that corporate cannot pay its part of is tried again, with an alarm', () => {
    const world = readyPremium();
    fund(world, 'corporate', 100_000);
    cashOut(world);
    cashOutSettled(world, 4_000);
    end(world, 120_001);
    expect(world.alarms).toMatchObject([{ code: 'AKT_CORPORATE_SHORT' }]);
    endAll(world);
    expect(statusOf(world, 'c1')).toBe('CLOSED');
    expect(breaches(world)).toEqual([]);
  });

  it('that KasPro refuses to move becomes the customer’s debt', () => {
    const world = readyPremium();
    cashOut(world);
    cashOutSettled(world, 2_000);
    end(world, 120_003);
    expect(owed(world, 'rider:user')).toBe(500n);
    topUp(world, 'rider:user', 10_000);
    endAll(world);
    expect(owed(world, 'rider:user')).toBe(0n);
    expect(available(world, 'rider:user')).toBe(57_500n);
    expect(breaches(world)).toEqual([]);
  });
});

describe('a QRIS payment', () => {
  const qris = (world: ReturnType<typeof ready>): unknown =>
    payment(world, { kind: 'QRIS', amount: 30_000, capture: 'LATER' });
  const end = (type: 'PaymentSettled' | 'PaymentFailed'): Parameters<typeof tell>[1] => {
    const same = {
      eventId: 'e',
      occurredAt: T0.getTime(),
      paymentId: 'p1',
      kind: 'QRIS',
      reference: 'p1',
      payerId: 'rider',
      amount: 30_000n,
      splits: [],
    };
    return event(
      type === 'PaymentSettled'
        ? { type, data: { ...same, providerReference: 'K9', settledAt: 0, serviceFee: 0n } }
        : { type, data: { ...same, reason: 'X', detail: '' } },
    );
  };

  it('of a BASIC customer too is set aside, without a transfer of ours', () => {
    const world = ready();
    qris(world);
    expect(last(world)).toMatchObject({ type: 'FundsHeld', data: { amount: 30_000n } });
    expect(world.open).toEqual([]);
  });

  it('is captured when it is settled', () => {
    const world = ready();
    qris(world);
    world.provider.set('rider', 70_000n);
    tell(world, end('PaymentSettled'));
    expect(available(world, 'rider:user')).toBe(70_000n);
    expect(world.states.postings.at(-1)).toMatchObject({ reference: 'PAY_OUT/K9' });
    expect(breaches(world)).toEqual([]);
  });

  it('is released when it has failed', () => {
    const world = ready();
    qris(world);
    tell(world, end('PaymentFailed'));
    expect(last(world)).toMatchObject({ type: 'FundsReleased', data: { amount: 30_000n } });
    expect(available(world, 'rider:user')).toBe(100_000n);
  });
});
