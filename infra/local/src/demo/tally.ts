/** What is played, in the order of the columns: a ride, and the other ways in which money moves. */
export const KINDS = [
  'ride',
  'delivery',
  'tip',
  'p2p',
  'qris',
  'cash-out',
  'refund',
  'top-up',
  'suspense',
  'reversal',
  'arrears',
] as const;
export type Kind = (typeof KINDS)[number];

/** How what was asked for ended. */
export type Ending = 'paid' | 'outstanding' | 'cancelled' | 'refused';

export interface Totals extends Readonly<Record<Ending, number>> {
  readonly sent: number;
  /** Whole rupiah that moved. */
  readonly amount: bigint;
}

/** Counts what was asked for, by kind, and times. Each is counted once, whatever else is heard of it. */
export interface Tally {
  sent(kind: Kind, id: string): void;
  ended(id: string, ending: Ending, amount: bigint): void;
  /** Milliseconds from the completion event of a ride to the settlement's. */
  settledWithin(milliseconds: number): void;
  totals(kind: Kind): Totals;
  open(): readonly string[];
  percentile(share: number): number | undefined;
}

const TIMES_MAX = 5_000;
const NOTHING: Totals = { sent: 0, paid: 0, outstanding: 0, cancelled: 0, refused: 0, amount: 0n };

export function createTally(): Tally {
  const open = new Map<string, Kind>();
  const counts = new Map<Kind, Totals>();
  const times: number[] = [];
  const totals = (kind: Kind): Totals => counts.get(kind) ?? NOTHING;
  return {
    sent(kind, id) {
      open.set(id, kind);
      counts.set(kind, { ...totals(kind), sent: totals(kind).sent + 1 });
    },
    ended(id, ending, paid) {
      const kind = open.get(id);
      if (kind === undefined) return;
      open.delete(id);
      const before = totals(kind);
      const amount = before.amount + paid;
      counts.set(kind, { ...before, [ending]: before[ending] + 1, amount });
    },
    settledWithin(milliseconds) {
      times.push(milliseconds);
      if (times.length > TIMES_MAX) times.shift();
    },
    totals,
    open: () => [...open.keys()],
    percentile(share) {
      const sorted = times.toSorted((a, b) => a - b);
      return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    },
  };
}
