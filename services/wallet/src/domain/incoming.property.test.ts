import { sumOf } from '@angkutan/money';
import { FIRST_RULES, limitsOf } from '@angkutan/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { total } from '@angkutan/ledger';
import { breaches } from './breaches.samples.ts';
import {
  openRole,
  payCommission,
  payRide,
  reversal,
  setTier,
  suspense,
  takeBack,
  topUpOfNobody,
} from './incoming.samples.ts';
import { incomingIn, monthOf } from './limits.ts';
import {
  end,
  endAll,
  hold,
  newWorld,
  openWallets,
  tell,
  topUp,
  type World,
} from './world.samples.ts';

interface Played {
  readonly world: World;
  /** Top-ups that came in and were not taken back, with their wallets and amounts. */
  readonly topUps: { id: string; walletId: string; amount: number }[];
}
type Act = (played: Played) => void;

const walletId = fc.constantFrom('rider:user', 'rider:driver');
const amount = fc.integer({ min: 1, max: 9_000_000 });

/** Ends a transfer, with one of these codes of refusal or well. */
const ending = (...codes: (number | undefined)[]): fc.Arbitrary<Act> =>
  fc.constantFrom(...codes).map(
    (code): Act =>
      ({ world }) =>
        void end(world, code),
  );

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(walletId, amount).map(([to, rp]): Act => ({ world, topUps }) => {
    topUps.push({ id: topUp(world, to, rp), walletId: to, amount: rp });
  }),
  fc.nat(20).map((n): Act => ({ world, topUps }) => {
    const [taken] = topUps.splice(n % Math.max(1, topUps.length), 1);
    if (!taken) return;
    takeBack(world, taken.walletId, taken.amount);
    for (let times = 0; times < 2; times += 1) tell(world, reversal(taken.id, taken.amount));
  }),
  fc.integer({ min: 1, max: 3_000_000 }).map(
    (rp): Act =>
      ({ world }) =>
        payRide(world, rp),
  ),
  fc.integer({ min: 1, max: 300_000 }).map(
    (rp): Act =>
      ({ world }) =>
        payCommission(world, rp),
  ),
  fc.integer({ min: 1, max: 900_000 }).map(
    (rp): Act =>
      ({ world }) =>
        void hold(world, rp),
  ),
  fc.constantFrom('BASIC', 'PREMIUM').map(
    (tier): Act =>
      ({ world }) =>
        void setTier(world, 'rider', tier),
  ),
  fc.integer({ min: 1, max: 40 }).map((days): Act => ({ world }) => {
    world.now = new Date(world.now.getTime() + days * 86_400_000);
    tell(world, { type: 'room', customerId: 'rider' });
  }),
  fc.constant<Act>(({ world }) => {
    const id = `nobody-${world.states.topUps.size}`;
    topUpOfNobody(world, id, 70_000);
    const approvalId = `assign-${id}`;
    const act_ = { type: 'ASSIGN_SUSPENSE', suspenseId: id, walletId: 'rider:user' } as const;
    tell(world, { type: 'ask', approval: { approvalId, act: act_, reason: 'r', askedBy: 'ani' } });
    tell(world, { type: 'decide', decision: { approvalId, by: 'budi', decision: 'APPROVE' } });
  }),
);

describe('whatever comes in and is taken back', () => {
  it('keeps the books equal to the provider’s, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 9, arbitrary: act }, ending(undefined, undefined, 120_003)), {
          maxLength: 40,
        }),
        (acts) => {
          const played: Played = { world: newWorld(), topUps: [] };
          openWallets(played.world);
          openRole(played.world, 'rider', 'DRIVER');
          for (const step of acts) {
            step(played);
            expect(breaches(played.world)).toEqual([]);
          }
          endAll(played.world);
          expect(breaches(played.world)).toEqual([]);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('never credits a person beyond a limit of the tier, and leaves no room unused', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 9, arbitrary: act }, ending(undefined)), { maxLength: 40 }),
        (acts) => {
          const played: Played = { world: newWorld(), topUps: [] };
          const { world } = played;
          openWallets(world);
          openRole(world, 'rider', 'DRIVER');
          for (const step of acts) {
            const before = held(world);
            step(played);
            const wallet = world.states.wallets.get('rider:user');
            if (!wallet) throw new Error('no wallet');
            const { balanceMax, monthlyIncomingMax } = limitsOf(FIRST_RULES, wallet.tier);
            const month = incomingIn(wallet, monthOf(world.now));
            // A tier that falls leaves what is there; nothing comes on top of it.
            const grown = held(world) > before;
            if (grown) expect(held(world)).toBeLessThanOrEqual(balanceMax);
            const waits = suspense(world, 'rider:user') + suspense(world, 'rider:driver');
            const room = balanceMax - held(world);
            const left = monthlyIncomingMax - month;
            expect(waits === 0n || room <= 0n || left <= 0n).toBe(true);
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});

/** What the person has and may keep: without what is on its way to pay debts. */
const held = (world: World): bigint =>
  ['rider:user', 'rider:driver'].reduce((sum, id) => {
    const wallet = world.states.wallets.get(id);
    if (!wallet) return sum;
    return sum + total(wallet.books) - sumOf(wallet.debts.map((debt) => debt.collecting));
  }, 0n);
