// What is played beside the rides: who does it, and how it is counted.
import type { Cast } from './cast.ts';
import { type Errands, type Outcome, REFUSED } from './errands.ts';
import { actBeside, sequelOf, type Act, type Sequel } from './mix.ts';
import type { Person } from './people.ts';
import type { Ended } from './player.ts';
import type { Purses } from './purses.ts';
import type { Kind, Tally } from './tally.ts';

export interface BesideStage {
  readonly cast: Cast;
  readonly tally: Tally;
  readonly errands: Errands;
  readonly purses: Purses;
  readonly deliver: (n: number) => void;
  readonly warn: (error: unknown) => void;
}

export interface Beside {
  /** Starts what comes with the n-th ride. */
  play(n: number): void;
  /** Starts what follows when a ride has ended. */
  follow(ended: Ended): void;
  /** Tops a person up. */
  fill(person: Person, amount: number): void;
}

export function createBeside(stage: BesideStage): Beside {
  const { cast, errands, purses } = stage;
  const begin = beginning(stage);

  function start(act: Act, n: number): void {
    const turn = turnOf(n);
    switch (act.kind) {
      case 'delivery':
        return stage.deliver(n);
      case 'top-up': {
        const person = cast.turn(act.to, turn);
        purses.received(person.customerId, BigInt(act.amount));
        return begin('top-up', () => errands.topUp(person, act.amount, act.way));
      }
      case 'over-limit':
        return begin('suspense', () => overLimit(cast.turn('saver', turn), act.amount));
      case 'p2p': {
        const [from, to] = [cast.turn('sender', turn), cast.turn('sender', turn + 1)];
        return begin('p2p', () => errands.send(from, to, act));
      }
      case 'qris':
        return begin('qris', () => errands.scan(cast.turn('rider', turn), act));
      case 'cash-out':
        return begin('cash-out', () => errands.cashOut(cast.turn(act.from, turn), act));
    }
  }

  /** Taken back at once, so that there is room for as much, and no more, the next time. */
  async function overLimit(saver: Person, amount: number): Promise<Outcome> {
    const { reference, ...outcome } = await errands.overLimit(saver, amount);
    begin('reversal', () => errands.takeBack(reference));
    return outcome;
  }

  function startSequel(sequel: Sequel, ended: Ended): void {
    switch (sequel.kind) {
      case 'tip':
        return begin('tip', () => errands.tip(ended, sequel));
      case 'refund':
        return begin('refund', () => errands.refund(ended, sequel));
    }
  }

  return {
    play(n) {
      const act = actBeside(n);
      if (act) start(act, n);
    },
    follow(ended) {
      const { ending, ride } = ended;
      if (ending === 'outstanding') return begin('arrears', () => errands.settleArrears(ended));
      const sequel = ride.scene === 'WALLET' ? sequelOf(ride.turn) : undefined;
      if (sequel) startSequel(sequel, ended);
    },
    fill: (person, amount) =>
      begin('top-up', () =>
        errands.topUp(person, amount, 'VIRTUAL_ACCOUNT').catch((error: unknown) => {
          purses.received(person.customerId, -BigInt(amount));
          throw error;
        }),
      ),
  };
}

/** Counts an errand from its start to its end. What could not even be asked for was refused. */
function beginning({ tally, warn }: Pick<BesideStage, 'tally' | 'warn'>) {
  let begun = 0;
  return (kind: Kind, errand: () => Promise<Outcome>): void => {
    const id = `${kind} ${++begun}`;
    tally.sent(kind, id);
    const end = ({ ending, amount }: Outcome): void => tally.ended(id, ending, amount);
    errand().then(end, (error: unknown) => {
      warn(error);
      end(REFUSED);
    });
  };
}

/** The same place among twenty is not always the same person's. */
const turnOf = (n: number): number => n + Math.floor(n / 20);
