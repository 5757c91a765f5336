/** How a ride ended. */
export type Ending = 'paid' | 'outstanding' | 'cancelled' | 'refused';

export interface Totals extends Readonly<Record<Ending, number>> {
  readonly sent: number;
  /** Whole rupiah that payers paid. */
  readonly amount: bigint;
}

/** Counts rides and their times. A ride is counted once, whatever else is heard of it. */
export interface Tally {
  sent(rideId: string): void;
  ended(rideId: string, ending: Ending, amount: bigint): void;
  /** Milliseconds from the completion event to the settlement's. */
  settledWithin(milliseconds: number): void;
  totals(): Totals;
  open(): readonly string[];
  percentile(share: number): number | undefined;
}

const TIMES_MAX = 5_000;

export function createTally(): Tally {
  const open = new Set<string>();
  const counts: Record<Ending, number> = { paid: 0, outstanding: 0, cancelled: 0, refused: 0 };
  const times: number[] = [];
  let sent = 0;
  let amount = 0n;
  return {
    sent(rideId) {
      sent += 1;
      open.add(rideId);
    },
    ended(rideId, ending, paid) {
      if (!open.delete(rideId)) return;
      counts[ending] += 1;
      amount += paid;
    },
    settledWithin(milliseconds) {
      times.push(milliseconds);
      if (times.length > TIMES_MAX) times.shift();
    },
    totals: () => ({ ...counts, sent, amount }),
    open: () => [...open],
    percentile(share) {
      const sorted = times.toSorted((a, b) => a - b);
      return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    },
  };
}
