/** What a day's reconciliation found. PURE. */
import type { BreakClass, Comparison } from './reconciliation.ts';

export interface Totals {
  readonly accounts: number;
  /** Accounts whose statement could not be read: nothing is said of them, and their breaks stay. */
  readonly unread: readonly string[];
  readonly matched: number;
  readonly late: number;
  readonly inFlight: number;
  /** How many breaks of each class the run has seen. */
  readonly differences: Readonly<Record<BreakClass, number>>;
}

export interface Report extends Totals {
  readonly day: string;
  /** REQUESTED waits for an instance to take it. A day may be asked for again; its report is then written anew. */
  readonly status: 'REQUESTED' | 'RUNNING' | 'DONE';
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly endedAt?: Date;
}

export const NO_TOTALS: Totals = {
  accounts: 0,
  unread: [],
  matched: 0,
  late: 0,
  inFlight: 0,
  differences: { MISSING_HERE: 0, MISSING_THERE: 0, DIFFERENT_AMOUNT: 0, DUPLICATE: 0, BALANCE: 0 },
};

/** One more account; without a comparison its statement could not be read. */
export function withAccount(
  totals: Totals,
  account: string,
  comparison: Comparison | undefined,
): Totals {
  const accounts = totals.accounts + 1;
  if (!comparison) return { ...totals, accounts, unread: [...totals.unread, account] };
  const differences = { ...totals.differences };
  for (const one of comparison.differences) differences[one.class] += 1;
  return {
    ...totals,
    accounts,
    matched: totals.matched + comparison.matched,
    late: totals.late + comparison.late,
    inFlight: totals.inFlight + comparison.inFlight,
    differences,
  };
}
