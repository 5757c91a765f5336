// One errand is one thing that somebody asks for by HTTP, and what is heard of its end:
//
//   top-up     paid in at a bank or store -> TopUpReceived, or FundsSuspended where it is over a limit
//   reversal   the store takes a top-up back -> TopUpReversed
//   p2p, qris, tip, refund -> PaymentSettled or PaymentFailed
//   cash-out   to a bank, or at a store -> CashOutSubmitted, the cash is taken -> CashOutSettled or CashOutFailed
//   arrears    a ride was outstanding: the rider pays in what is owed -> PaymentSettled of that ride
import type { AnyEvent } from '@angkutan/events';
import type { Stack } from '../stack/start-stack.ts';
import { CASTING } from './cast.ts';
import { createDesk, type Desk } from './desk.ts';
import type { Ears } from './ears.ts';
import type { ActOf, SequelOf } from './mix.ts';
import { payIn, type Person, type TopUpWay } from './people.ts';
import type { Ended } from './player.ts';
import type { Purses } from './purses.ts';
import type { Ending } from './tally.ts';

/** How an errand ended, and how many rupiah it moved. */
export interface Outcome {
  readonly ending: Ending;
  readonly amount: bigint;
}
export const REFUSED: Outcome = { ending: 'refused', amount: 0n };

export type Errands = ReturnType<typeof createErrands>;

export function createErrands(stack: Stack, ears: Ears, purses: Purses) {
  const desk = createDesk(stack);
  const heard = hearing(ears);
  const withdraw = withdrawing(ears, desk);

  /** A payment: the purse of who pays is thinner by it. */
  async function paid(payer: Person, asked: Promise<string>): Promise<Outcome> {
    const outcome = await heard(await asked);
    purses.paid(payer.customerId, outcome.amount);
    return outcome;
  }

  return {
    async topUp(person: Person, amount: number, way: TopUpWay): Promise<Outcome> {
      return heard(`TopUpReceived ${await payIn(stack, person, { amount, way })}`);
    },

    async overLimit(saver: Person, amount: number): Promise<Outcome & { reference: string }> {
      const reference = await payIn(stack, saver, { amount, way: 'MODERN_TRADE' });
      return { ...(await heard(`FundsSuspended ${reference}`)), reference };
    },

    async takeBack(topUpReference: string): Promise<Outcome> {
      return heard(`TopUpReversed ${await desk.takeBack(topUpReference)}`);
    },

    async send(from: Person, to: Person, act: ActOf<'p2p'>): Promise<Outcome> {
      const outcome = await paid(from, desk.send(from, to, act));
      purses.received(to.customerId, outcome.amount);
      return outcome;
    },

    scan: (rider: Person, act: ActOf<'qris'>): Promise<Outcome> =>
      paid(rider, desk.scan(rider, act)),

    async cashOut(person: Person, act: ActOf<'cash-out'>): Promise<Outcome> {
      const id = await desk.cashOut(person, act);
      const end = ears.next(id);
      if (act.channel === 'MODERN_TRADE') await withdraw(person, id, end);
      const { type, data } = await end;
      if (type !== 'CashOutSettled') return REFUSED;
      purses.paid(person.customerId, data.amount + data.fee);
      return { ending: 'paid', amount: data.amount };
    },

    async tip({ ride, rider, driver }: Ended, sequel: SequelOf<'tip'>): Promise<Outcome> {
      const outcome = await paid(rider, desk.tip(rider, ride.rideId, sequel));
      purses.earned(driver.customerId, outcome.amount);
      return outcome;
    },

    async refund({ rider, paymentId, amount }: Ended, sequel: SequelOf<'refund'>) {
      const part = (amount * BigInt(sequel.percent)) / 100n;
      const outcome = await heard(await desk.refund(paymentId, sequel.bearer, part));
      purses.received(rider.customerId, outcome.amount);
      return outcome;
    },

    /** The rider pays in what is owed and as much as there was before, and is short again. */
    async settleArrears({ rider, paymentId, outstanding }: Ended): Promise<Outcome> {
      const amount = Number(outstanding) + CASTING.shortRider.start;
      purses.received(rider.customerId, BigInt(amount));
      await payIn(stack, rider, { amount, way: 'MODERN_TRADE' });
      const { ending } = await heard(paymentId);
      return { ending, amount: outstanding };
    },
  };
}

/** Takes the cash once the store has it, unless it has ended before. */
const withdrawing =
  (ears: Ears, desk: Desk) =>
  async (person: Person, id: string, end: Promise<AnyEvent>): Promise<void> => {
    const { type } = await Promise.race([ears.next(`CashOutSubmitted ${id}`), end]);
    if (type === 'CashOutSubmitted') await desk.withdraw(person, id);
  };

/** Waits for what this key is heard by. */
const hearing =
  (ears: Ears) =>
  async (key: string): Promise<Outcome> => {
    const event = await ears.next(key);
    const failed = event.type === 'PaymentFailed' || event.type === 'CashOutFailed';
    return failed ? REFUSED : { ending: 'paid', amount: amountOf(event) };
  };

const amountOf = ({ data }: AnyEvent): bigint => ('amount' in data ? data.amount : 0n);
