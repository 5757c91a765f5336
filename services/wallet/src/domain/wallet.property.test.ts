import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breaches } from './breaches.samples.ts';
import {
  capture,
  end,
  endAll,
  newWorld,
  openWallets,
  request,
  rideSplits,
  tell,
  topUp,
  voidHold,
  type World,
} from './world.samples.ts';

type Act = (world: World) => void;
const payment = fc.constantFrom('p1', 'p2', 'p3');
const amount = fc.integer({ min: 1, max: 60_000 });

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(payment, amount).map(([paymentId, rp]): Act => (world) => {
    request(world, { paymentId, reference: paymentId, amount: rp, capture: 'LATER' });
  }),
  fc.tuple(payment, amount).map(([paymentId, rp]): Act => (world) => {
    // Two payments compete for one ride.
    request(world, {
      paymentId: `${paymentId}n`,
      reference: 'p1',
      amount: rp,
      splits: rideSplits(rp),
      capture: 'NOW',
    });
  }),
  fc.tuple(payment, amount).map(([paymentId, rp]): Act => (world) => {
    capture(world, paymentId, rideSplits(rp));
  }),
  payment.map(
    (paymentId): Act =>
      (world) =>
        void voidHold(world, paymentId),
  ),
  fc.tuple(fc.constantFrom('rider:user', 'driver:driver'), amount).map(
    ([walletId, rp]): Act =>
      (world) =>
        topUp(world, walletId, rp),
  ),
  fc.tuple(fc.constantFrom(undefined, undefined, 120_001, 120_002, 120_003), fc.nat(9)).map(
    ([code, at]): Act =>
      (world) =>
        void end(world, code, at),
  ),
  fc.integer({ min: 1, max: 30 }).map((hours): Act => (world) => {
    world.now = new Date(world.now.getTime() + hours * 3_600_000);
    for (const paymentId of ['p1', 'p2', 'p3'])
      tell(world, { type: 'expire', requestId: paymentId });
  }),
);

describe('whatever happens, in whatever order', () => {
  it('the books balance, equal the provider’s, and nothing stays half done', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const world = newWorld();
        openWallets(world);
        for (const step of acts) {
          step(world);
          expect(breaches(world)).toEqual([]);
        }
        endAll(world);
        expect(breaches(world)).toEqual([]);
        for (const one of world.states.requests.values()) {
          expect(['HELD', 'CLOSED']).toContain(one.status);
        }
        const captures = world.states.postings.filter((one) => one.reference === 'FARE/p1');
        expect(captures.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1_500 },
    );
  });
});
