/** What was paid in a day of the books, and what the company earned by it, by kind of payment. PURE. */
import type { Book } from '@angkutan/ledger';

/** What one kind of payment moved in one book by one kind of step within an hour. */
export interface Moved {
  /** Of the request, such as RIDE or CASH_OUT; of a top-up or a reversal the step itself. */
  readonly kind: string;
  readonly step: string;
  readonly book: Book;
  /** How many postings have their first leg here: over all books, each posting counts once. */
  readonly postings: number;
  /** What left accounts of the book, zero or below, and what came to them; whole rupiah. */
  readonly given: bigint;
  readonly taken: bigint;
}

export interface Volume {
  /** How many payments. */
  readonly count: number;
  /** What was paid; a share that the company adds as a promotion is no payment. */
  readonly amount: bigint;
  /** What the company earned: commission, and what a fee is above KasPro's own. Below zero: it paid. */
  readonly fees: bigint;
}

export interface Hour {
  /** 0 to 23 in Jakarta. */
  readonly hour: number;
  readonly kinds: ReadonlyMap<string, Volume>;
}

export interface VolumeQueries {
  /** The hours of a day that have begun. */
  ofDay(day: string): Promise<readonly Hour[]>;
}

/** The step by which each payment is paid, once, and the books out of which it is. */
const PAID_BY: Readonly<Record<string, readonly Book[]>> = {
  TOP_UP: ['world'],
  REVERSAL: ['suspense', 'wallet', 'debt'],
  CAPTURE: ['escrowed', 'debt'],
  TRANSFER: ['wallet'],
  REFUND: ['corporate'],
  PAY_OUT: ['wallet'],
};
const EARNED_BY: Readonly<Record<string, Book>> = {
  CAPTURE: 'commission',
  FEE: 'fees',
  FEE_OWED: 'commission',
};

export const COUNTED_STEPS: readonly string[] = [
  ...new Set([...Object.keys(PAID_BY), ...Object.keys(EARNED_BY)]),
];

/** Of a top-up and its reversal nobody asked us: the step is its kind. */
export const UNASKED: readonly string[] = ['TOP_UP', 'REVERSAL'];

const NOTHING: Volume = { count: 0, amount: 0n, fees: 0n };

const plusVolume = (one: Volume, other: Volume): Volume => ({
  count: one.count + other.count,
  amount: one.amount + other.amount,
  fees: one.fees + other.fees,
});

/** By kind of payment. */
export const volumesOf = (moved: readonly Moved[]): ReadonlyMap<string, Volume> =>
  summed(moved.map((one): [string, Volume] => [one.kind, partOf(one)]));

const partOf = ({ step, book, postings, given, taken }: Moved): Volume => {
  const paidFrom = PAID_BY[step];
  return {
    count: paidFrom ? postings : 0,
    amount: paidFrom?.includes(book) ? -given : 0n,
    fees: EARNED_BY[step] === book ? given + taken : 0n,
  };
};

function summed(parts: Iterable<readonly [string, Volume]>): ReadonlyMap<string, Volume> {
  const all = new Map<string, Volume>();
  for (const [kind, part] of parts) all.set(kind, plusVolume(all.get(kind) ?? NOTHING, part));
  return all;
}

/** All hours together. */
export const totalOf = (hours: readonly Hour[]): ReadonlyMap<string, Volume> =>
  summed(hours.flatMap(({ kinds }) => [...kinds]));
