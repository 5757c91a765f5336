import { type Rupiah, sumOf } from '@angkutan/money';
import { type Account, accountId } from './account.ts';

export interface Leg {
  readonly account: Account;
  readonly amount: Rupiah;
}

/**
 * One journal entry: legs that sum to zero and commit together.
 * `reference` is the business reference, unique for ever: the journal's own guard against paying twice.
 */
export interface Posting {
  readonly reference: string;
  readonly requestId: string;
  readonly step: Step;
  readonly legs: readonly Leg[];
}

/** The rows of the table of flows; each has one builder in `flows.ts`. */
export type Step =
  | 'OPENING'
  | 'TOP_UP'
  | 'REVERSAL'
  | 'RELEASE_SUSPENSE'
  | 'RETURN_TO_SENDER'
  | 'ASSIGN'
  | 'HOLD'
  | 'CAPTURE'
  | 'PAY_DUE'
  | 'RETURN'
  | 'RETURN_WAITS'
  | 'COLLECT_DEBT'
  | 'TRANSFER'
  | 'REFUND'
  | 'PAY_OUT'
  | 'FEE'
  | 'FEE_OWED'
  | 'LEND'
  | 'COLLECT_LATE'
  | 'SWEEP'
  | 'CORRECTION'
  | 'WRITE_OFF_DEBT';

/**
 * Builds a posting; legs of zero are left out, legs of one account are added up.
 * Throws AKT_POSTING_UNBALANCED when the legs do not sum to zero: that is a bug, never a business case.
 */
export function posting(
  head: Omit<Posting, 'legs'>,
  legs: readonly (readonly [Account, Rupiah])[],
): Posting {
  const merged = new Map<string, Leg>();
  for (const [account, amount] of legs) {
    const id = accountId(account);
    const before = merged.get(id);
    merged.set(id, { account, amount: before ? sumOf([before.amount, amount]) : amount });
  }
  const kept = [...merged.values()].filter((leg) => leg.amount !== 0n);
  const sum = sumOf(kept.map((leg) => leg.amount));
  if (sum !== 0n) throw new Error(`AKT_POSTING_UNBALANCED: ${head.reference} sums to ${sum}`);
  return { ...head, legs: kept };
}
