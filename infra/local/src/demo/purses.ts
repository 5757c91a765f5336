// What is in the wallets of those who are played, by counting what they pay and get, so that a demo runs for days.
// Who runs low is topped up. Who comes near a limit of the tier leaves, and somebody new takes the place: the money
// that may come in within a month is spent in an hour or two, and a driver's wallet is full after as long.
import { CASTING, tierOf, type Cast, type Part } from './cast.ts';
import type { Person } from './people.ts';

/** Keeps those who have money in money. Amounts are whole rupiah. */
export interface Purses {
  paid(customerId: string, amount: bigint): void;
  /** What counts as nobody's incoming money: fares, tips. */
  earned(customerId: string, amount: bigint): void;
  /** What counts: a top-up, a transfer, a refund. Below zero: what did not come after all. */
  received(customerId: string, amount: bigint): void;
}

interface Purse {
  readonly part: Part;
  readonly left: bigint;
  /** All that ever came in: a new month is not waited for. */
  readonly incoming: bigint;
}

// A purse that holds less than this is filled up again.
const LOW = 120_000n;
// Whose debts come to this goes as well: the wallet would carry a list of them without end.
const OWED_MAX = 1_000_000n;

/** By law, in rupiah; the last tenth is left for what is on its way while somebody new comes. */
const LIMITS = {
  BASIC: { balance: 2_000_000n, incoming: 20_000_000n },
  PREMIUM: { balance: 20_000_000n, incoming: 40_000_000n },
} as const;
const nearly = (limit: bigint): bigint => (limit * 9n) / 10n;

const PURSED: readonly Part[] = ['rider', 'shortRider', 'driver', 'sender'];

function isSpent({ part, left, incoming }: Purse): boolean {
  const limits = LIMITS[tierOf(part)];
  const isFull = incoming >= nearly(limits.incoming) || left >= nearly(limits.balance);
  return isFull || left < -OWED_MAX;
}

export interface PurseActs {
  /** The money is counted as there; `received` takes it back when it does not come. */
  readonly fill: (person: Person, amount: number) => void;
  /** Finds somebody new; undefined when nobody comes, and then it is asked again. */
  readonly replace: (part: Part, found: (coming: Person | undefined) => void) => void;
}

export function createPurses(cast: Cast, { fill, replace }: PurseActs): Purses {
  const purses = new Map<string, { person: Person; purse: Purse; leaving: boolean }>();

  function add(part: Part, person: Person): void {
    const start = BigInt(CASTING[part].start);
    const purse: Purse = { part, left: start, incoming: start };
    purses.set(person.customerId, { person, purse, leaving: false });
  }

  function change(customerId: string, left: bigint, incoming: bigint): void {
    const one = purses.get(customerId);
    if (!one) return;
    const { purse, person } = one;
    one.purse = { ...purse, left: purse.left + left, incoming: purse.incoming + incoming };
    if (isSpent(one.purse) && !one.leaving) leave(customerId);
    const amount = CASTING[purse.part].fill;
    if (amount === 0 || one.purse.left >= LOW) return;
    change(customerId, BigInt(amount), BigInt(amount));
    fill(person, amount);
  }

  /** Plays on until somebody has come. */
  function leave(customerId: string): void {
    const one = purses.get(customerId);
    if (!one) return;
    one.leaving = true;
    const { part } = one.purse;
    replace(part, (coming) => {
      one.leaving = false;
      if (!coming) return;
      cast.replace(part, one.person, coming);
      purses.delete(customerId);
      add(part, coming);
    });
  }

  for (const part of PURSED) for (const person of cast.parts.get(part) ?? []) add(part, person);
  return {
    paid: (customerId, amount) => change(customerId, -amount, 0n),
    earned: (customerId, amount) => change(customerId, amount, 0n),
    received: (customerId, amount) => change(customerId, amount, amount),
  };
}
