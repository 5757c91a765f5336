import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import {
  cashOut,
  cashOutFailed,
  decideLate,
  cashOutSettled,
  fund,
  lateSuccess,
  leave,
  payment,
  readyPremium,
  statusOf,
} from './outgoing.samples.ts';
import { end, endAll, topUp, type World } from './world.samples.ts';

type Act = (world: World) => void;
const amount = fc.integer({ min: 1, max: 60_000 });
const paymentId = fc.constantFrom('p1', 'p2', 'p3');

const act: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(paymentId, fc.constantFrom('P2P', 'TIP'), amount)
    .map(([id, kind, rp]): Act => (world) => {
      payment(world, { paymentId: `${id}${kind}`, kind, amount: rp }, [['driver:driver', rp]]);
    }),
  fc.tuple(paymentId, amount, amount).map(([id, rp, back]): Act => (world) => {
    const terms = {
      paymentId: `${id}r`,
      kind: 'REFUND',
      amount: rp,
      payerId: 'platform:corporate',
    };
    payment(world, terms, [
      ['rider:user', rp],
      ['driver:driver', -back],
      ['platform:corporate', back],
    ]);
  }),
  fc.constant<Act>((world) => void cashOut(world)),
  // Above our own fee the booking waits for corporate's part: that has its own tests.
  fc.integer({ min: 0, max: 2_500 }).map((serviceFee): Act => (world) => {
    if (statusOf(world, 'c1') === 'RESERVED') cashOutSettled(world, serviceFee);
  }),
  fc.constant<Act>((world) => void cashOutFailed(world)),
  fc.constant<Act>((world) => {
    const request = world.states.requests.get('c1');
    if (request?.status !== 'CLOSED' || request.outcome !== 'RELEASED') return;
    if (!world.alarms.some((one) => one.reference === 'c1')) lateSuccess(world, 'c1', 52_000);
  }),
  fc.constantFrom('KEEP_CAPTURED' as const, 'RETURN' as const).map((decision): Act => (world) => {
    const request = world.states.requests.get('c1');
    if (request?.status !== 'LATE' || request.reserved < request.amount) return;
    if (decision === 'KEEP_CAPTURED') leave(world, 'rider:user', 52_000n);
    decideLate(world, decision);
  }),
  fc.tuple(fc.constantFrom('rider:user', 'driver:driver'), amount).map(
    ([walletId, rp]): Act =>
      (world) =>
        topUp(world, walletId, rp),
  ),
  fc.tuple(fc.constantFrom(undefined, undefined, 120_001, 120_003), fc.nat(9)).map(
    ([code, at]): Act =>
      (world) =>
        void end(world, code, at),
  ),
);

describe('whatever leaves a wallet, in whatever order', () => {
  it('the books balance, equal the provider’s, and nothing stays half done', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const world = readyPremium(80_000);
        fund(world, 'corporate', 10_000_000);
        fund(world, 'float', 10_000_000);
        for (const step of acts) {
          step(world);
          expect(breaches(world)).toEqual([]);
        }
        endAll(world);
        expect(breaches(world)).toEqual([]);
        for (const one of world.states.requests.values()) {
          expect(['CLOSED', 'RESERVED', 'LATE']).toContain(one.status);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
