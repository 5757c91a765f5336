/**
 * A look at one customer's account at KasPro and in our books, outside of reconciliation. PURE.
 *
 *   IN_FLIGHT | UNREAD | AGREES ◀──▶ SEEN_ONCE ──still so a while later──▶ DRIFTS
 *
 * A difference seen once may be a callback on its way; only one that stands is told. A look changes no money and no break.
 */
import type { CustomerAccount } from './provider-account.ts';

export const LOOK_STATES = ['AGREES', 'IN_FLIGHT', 'UNREAD', 'SEEN_ONCE', 'DRIFTS'] as const;
export type LookState = (typeof LOOK_STATES)[number];

/** What was seen: both balances of a quiet account, or why there was nothing to compare. */
export type Seen =
  | { readonly ours: bigint; readonly theirs: bigint }
  /** Something is on its way; or KasPro did not say. */
  | 'IN_FLIGHT'
  | 'UNREAD';

export interface Look {
  /** `customer/c-1/SUBSCRIBER`. */
  readonly account: string;
  readonly customerId: string;
  readonly kind: string;
  readonly state: LookState;
  readonly at: Date;
  /** Whole rupiah, of the last look that compared; absent before the first. */
  readonly ours?: bigint;
  readonly theirs?: bigint;
  /** Since when they differ. */
  readonly since?: Date;
}

export type Whose = Pick<Look, 'account' | 'customerId' | 'kind'>;

/** A difference that has stood for so long is no callback on its way. */
export const CONFIRMED_AFTER_MS = 60_000;

/** What KasPro has more than our books. */
export const driftOf = ({ ours = 0n, theirs = 0n }: Pick<Look, 'ours' | 'theirs'>): bigint =>
  theirs - ours;

export function looked(before: Look | undefined, whose: Whose, seen: Seen, now: Date): Look {
  const { account, customerId, kind } = whose;
  const fresh = { account, customerId, kind, at: now };
  if (seen === 'IN_FLIGHT' || seen === 'UNREAD') {
    return { ...fresh, state: seen, ...figures(before) };
  }
  if (seen.ours === seen.theirs) return { ...fresh, state: 'AGREES', ...seen };
  const since = differSince(before, seen) ?? now;
  const stands = now.getTime() - since.getTime() >= CONFIRMED_AFTER_MS;
  return { ...fresh, ...seen, since, state: stands ? 'DRIFTS' : 'SEEN_ONCE' };
}

/** Since when they have differed by just so much. */
const differSince = (before: Look | undefined, seen: Pick<Look, 'ours' | 'theirs'>) =>
  before && driftOf(before) === driftOf(seen) ? before.since : undefined;

const figures = (before: Look | undefined) => ({
  ...(before?.ours !== undefined && { ours: before.ours }),
  ...(before?.theirs !== undefined && { theirs: before.theirs }),
  ...(before?.since !== undefined && { since: before.since }),
});

export interface LookStore {
  /** True for one instance per turn. */
  takeTurn(now: Date, turnMs: number): Promise<boolean>;
  /** The accounts of this turn. */
  next(limit: number, now: Date): Promise<readonly CustomerAccount[]>;
  /** By account; without those never looked at. */
  find(accounts: readonly string[]): Promise<ReadonlyMap<string, Look>>;
  keep(looks: readonly Look[]): Promise<void>;
  /** Of this state, those that differ most first. */
  ofState(state: LookState, limit: number): Promise<readonly Look[]>;
  drifting(): Promise<number>;
  counts(): Promise<readonly { readonly state: LookState; readonly accounts: number }[]>;
  /** When the account that was looked at longest ago was. */
  oldest(): Promise<Date | undefined>;
}
