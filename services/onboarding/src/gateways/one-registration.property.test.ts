import fc from 'fast-check';
import { expect, it } from 'vitest';
import { REGISTER, RULES, VERIFICATION } from '../domain/customer.samples.ts';
import type { Role } from '../domain/customer.ts';
import { ensureKnown } from './ensure-known.ts';
import { createFinishRegistration } from './finish-registration.ts';
import {
  createBooks,
  createFateful,
  FATES,
  isDead,
  WINDOW_MS,
  type World,
} from './one-registration.samples.ts';

const RUNS = 2_000;
const sealingKey = Buffer.alloc(32);

type Act = { readonly do: 'ask' | 'finish' } | { readonly do: 'register'; readonly role: Role };
interface Step {
  /** At once. */
  readonly acts: readonly Act[];
  readonly thenMs: number;
}

const act = fc.oneof(
  fc.constantFrom<Act>({ do: 'ask' }, { do: 'finish' }),
  fc
    .constantFrom<Role>('USER', 'DRIVER', 'MERCHANT')
    .map((role): Act => ({ do: 'register', role })),
);
const step: fc.Arbitrary<Step> = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 3 }),
  thenMs: fc.constantFrom(0, 1_000, WINDOW_MS / 2, WINDOW_MS, 2 * WINDOW_MS),
});

/** One number, its owner, and a KasPro that does as the world has it; every wait is the scheduler's. */
function play(world: World, scheduler: fc.Scheduler) {
  const kaspro = createFateful(world);
  const books = createBooks(world, { ...RULES, registerFirst: true });
  const { accountOf } = kaspro.provider;
  const provider = {
    openAccount: scheduler.scheduleFunction(kaspro.provider.openAccount),
    hasAccount: scheduler.scheduleFunction(kaspro.provider.hasAccount),
    accountOf,
  };
  const finish = createFinishRegistration({ customers: books.customers, provider, sealingKey });
  let proofs = 0;
  async function perform(one: Act): Promise<void> {
    if (one.do === 'ask')
      return void (await ensureKnown({ ...books, provider }, '+62812', 'phone'));
    if (one.do === 'register') {
      const tokenHash = `proof-number-${(proofs += 1)}`.padStart(24, String(proofs % 10));
      books.prove({ ...VERIFICATION, expiresAt: Infinity });
      await books.customers.change({ ...REGISTER, role: one.role, tokenHash });
    }
    await finish('c1');
  }
  return { kaspro, books, perform };
}

it('KasPro is never asked to register what is there or may yet come, whatever befalls the calls', async () => {
  const steps = fc.array(step, { minLength: 1, maxLength: 8 });
  const fates = fc.array(fc.constantFrom(...FATES), { maxLength: 12 });
  const hears = fc.array(fc.boolean(), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), steps, fates, hears, async (scheduler, all, fate, hear) => {
      const world: World = { now: 0, fates: [...fate], hears: [...hear] };
      const { kaspro, books, perform } = play(world, scheduler);
      for (const { acts, thenMs } of all) {
        const performed = Promise.allSettled(acts.map(perform));
        await scheduler.waitFor(performed);
        for (const outcome of await performed) {
          if (outcome.status === 'rejected' && !isDead(outcome.reason)) throw outcome.reason;
        }
        world.now += thenMs;
      }
      expect(kaspro.needless).toEqual([]);
      for (const type of books.types()) expect(kaspro.exists(type)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

it('all that was begun is there at last, once KasPro is well again', async () => {
  const fates = fc.array(fc.constantFrom(...FATES), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fates, async (scheduler, fate) => {
      const world: World = { now: 0, fates: fate.filter((one) => one !== 'refused'), hears: [] };
      const { books, perform } = play(world, scheduler);
      for (let round = 0; round < 20; round += 1) {
        const one: Act = round === 0 ? { do: 'register', role: 'USER' } : { do: 'finish' };
        await scheduler.waitFor(perform(one).catch((error) => expect(isDead(error)).toBe(true)));
        world.now += WINDOW_MS;
      }
      expect(books.roles()).toEqual(['USER']);
    }),
    { numRuns: RUNS / 4 },
  );
});
