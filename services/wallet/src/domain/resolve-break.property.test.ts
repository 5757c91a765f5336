import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Break, lacking, type Resolution, stands } from './break.ts';
import { differ, lackingOf, resolve, RIDERS } from './break.samples.ts';
import { breaches } from './breaches.samples.ts';
import { openRole, payRide } from './incoming.samples.ts';
import { cashOut, cashOutFailed, fund, upgrade } from './outgoing.samples.ts';
import { accountOf } from './provider.samples.ts';
import { end, endAll, hold, newWorld, openWallets, topUp, type World } from './world.samples.ts';

type Step = (world: World) => void;

const PARTY: Readonly<Record<string, string>> = {
  [RIDERS]: 'rider',
  escrow: 'escrow',
  corporate: 'corporate',
};

/** KasPro takes no more from an account than lies there free: it never goes below zero. */
function freeOf(world: World, account: string): number {
  const party = PARTY[account] ?? '';
  const leaving = world.open
    .filter((transfer) => accountOf(transfer.from) === party)
    .reduce((sum, transfer) => sum + transfer.amount, 0n);
  const lies = (world.provider.get(party) ?? 0n) - leaving;
  return Number(lies > 0n ? lies : 0n);
}

let breaks = 0;
const breaking: fc.Arbitrary<Step> = fc
  .record({
    account: fc.constantFrom(RIDERS, RIDERS, 'escrow', 'corporate'),
    kind: fc.constantFrom('p', 'r'),
    amount: fc.integer({ min: -400_000, max: 3_000_000 }).filter((amount) => amount !== 0),
  })
  .map(({ account, kind, amount }) => (world) => {
    breaks += 1;
    const moved = amount < 0 ? -Math.min(-amount, freeOf(world, account)) : amount;
    if (moved !== 0) differ(world, account, `${kind}/x${breaks}`, moved);
  });

const resolving: fc.Arbitrary<Step> = fc
  .tuple(fc.nat(20), fc.constantFrom<Resolution>('ACCEPT_THEIRS', 'WRITE_OFF', 'EXPLAINED'))
  .map(([n, resolution]) => (world) => {
    const open = [...world.states.breaks.values()].filter((one) => one.status === 'OPEN');
    const one = open[n % Math.max(1, open.length)];
    if (one) settle(world, one, resolution);
  });

/** Whatever it becomes, a second time changes nothing. */
function settle(world: World, one: Break, resolution: Resolution): void {
  resolve(world, one, resolution);
  const postings = world.states.postings.length;
  resolve(world, one, resolution);
  expect(world.states.postings).toHaveLength(postings);
}

const living: fc.Arbitrary<Step> = fc.oneof(
  fc.integer({ min: 1, max: 900_000 }).map(
    (rp): Step =>
      (world) =>
        void topUp(world, 'rider:user', rp),
  ),
  fc.integer({ min: 1, max: 900_000 }).map(
    (rp): Step =>
      (world) =>
        void topUp(world, 'rider:driver', rp),
  ),
  fc.integer({ min: 1, max: 300_000 }).map(
    (rp): Step =>
      (world) =>
        void hold(world, rp),
  ),
  fc.integer({ min: 1, max: 300_000 }).map(
    (rp): Step =>
      (world) =>
        payRide(world, rp),
  ),
  fc.constant<Step>((world) => void cashOut(world)),
  fc.constant<Step>((world) => void cashOutFailed(world)),
  fc.constantFrom(undefined, undefined, 120_001, 120_003).map(
    (code): Step =>
      (world) =>
        void end(world, code),
  ),
);

/** The rules that hold while KasPro differs too: books sum to zero, stored balances are their entries, none below zero. */
const within = (world: World): string[] =>
  breaches(world).filter((one) => !one.includes('the provider'));

function newCompany(): World {
  const world = newWorld();
  openWallets(world);
  openRole(world, 'rider', 'DRIVER');
  upgrade(world, 'rider');
  fund(world, 'float', 5_000_000);
  fund(world, 'corporate', 5_000_000);
  return world;
}

describe('whatever differs, and whatever operators make of it', () => {
  it('keeps the books whole, and equal to the provider’s once all is resolved', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(breaking, resolving, living), { maxLength: 40 }), (steps) => {
        const world = newCompany();
        for (const step of steps) {
          step(world);
          expect(within(world)).toEqual([]);
        }
        endAll(world);
        for (const one of world.states.breaks.values()) {
          if (stands(one) && one.resolution !== 'EXPLAINED') settle(world, one, 'ACCEPT_THEIRS');
          endAll(world);
        }
        expect(within(world)).toEqual([]);
        const total = [...world.provider.entries()]
          .filter(([party]) => party !== 'world')
          .reduce((sum, [, balance]) => sum + balance, 0n);
        const world_ = [...world.states.platform].filter(([id]) => id.startsWith('world/'));
        const booked = -world_.reduce((sum, [, amount]) => sum + amount, 0n);
        // What stays explained is all that the two differ by.
        expect(total - booked).toBe(lackingOf(world));
        const isAlike = [...world.states.breaks.values()].every((one) => lacking(one) === 0n);
        if (isAlike) expect(breaches(world)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
