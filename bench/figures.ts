import type { Machine } from './machine.ts';
import type { Played } from './play.ts';
import type { Commits } from './transactions.ts';

/** What one row of rides came to. */
export interface Figures {
  readonly name: string;
  readonly method: string;
  readonly rides: number;
  readonly seconds: number;
  readonly ridesPerSecond: number;
  /** RideBooked produced → PaymentHeld consumed, in milliseconds; absent for cash, which holds nothing. */
  readonly heldP50Ms?: number;
  readonly heldP99Ms?: number;
  /** RideCompleted produced → PaymentSettled consumed, in milliseconds. */
  readonly settledP50Ms: number;
  readonly settledP99Ms: number;
  /** Messages (events, claims, answers of KasPro) that payments and wallet decided for one ride. */
  readonly messagesPerRide: number;
  readonly transactionsPerRide: number;
}

export interface Results {
  readonly machine: Machine;
  readonly rows: readonly Figures[];
  readonly singleCommitsPerSecond: number;
  /** Rides a second that one transaction a message could reach at best: the yardstick ÷ messages per ride. */
  readonly ridesPerSecondOneByOne: number;
  /** The first row's rides a second ÷ that. */
  readonly ratio: number;
  /** The share of the wallet rides a second that console and watcher cost where they share the machine. */
  readonly lookingOnCosts: number;
}

export interface Compared {
  /** Transactions a second of the yardstick. */
  readonly single: number;
  /** Wallet rides with console and watcher, and right after it without them. */
  readonly watched: Pick<Figures, 'ridesPerSecond'>;
  readonly unwatched: Pick<Figures, 'ridesPerSecond'>;
}

export function figuresOf({ row, rides, seconds, track }: Played, commits: Commits): Figures {
  const held = track.heldMs.length > 0 && {
    heldP50Ms: Math.round(percentile(track.heldMs, 0.5)),
    heldP99Ms: Math.round(percentile(track.heldMs, 0.99)),
  };
  return {
    name: row.name,
    method: row.method,
    rides,
    seconds: rounded(seconds),
    ridesPerSecond: rounded(rides / seconds),
    ...held,
    settledP50Ms: Math.round(percentile(track.settledMs, 0.5)),
    settledP99Ms: Math.round(percentile(track.settledMs, 0.99)),
    messagesPerRide: rounded(commits.messages / rides),
    transactionsPerRide: rounded(commits.transactions / rides),
  };
}

/** Puts the rows beside the yardstick. The first row is the one that is compared. */
export function resultsOf(
  machine: Machine,
  rows: readonly Figures[],
  { single, watched, unwatched }: Compared,
): Results {
  const [first] = rows;
  if (!first) throw new Error('there is nothing to compare');
  const oneByOne = single / first.messagesPerRide;
  return {
    machine,
    rows,
    singleCommitsPerSecond: Math.round(single),
    ridesPerSecondOneByOne: rounded(oneByOne),
    ratio: rounded(first.ridesPerSecond / oneByOne),
    lookingOnCosts: rounded(1 - watched.ridesPerSecond / unwatched.ridesPerSecond),
  };
}

/** The value below which this share of the values lies. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
