/**
 * A difference between our ledger and KasPro that people must look at. PURE.
 *
 *   OPEN ──agrees in a later run──▶ CLOSED ──differs again──▶ OPEN
 *     └──an operator's act, approved by a second──▶ RESOLVED ──differs again──▶ OPEN
 *                   └──money must be moved first──▶ RESOLVING ──confirmed──▶ RESOLVED
 */
import { dayOf } from './jakarta-day.ts';
import type { BreakClass, Difference } from './reconciliation.ts';

export interface Break {
  readonly breakId: string;
  /** Names the account at KasPro, such as `escrow` or `customer/c-1/SUBSCRIBER`. */
  readonly account: string;
  readonly class: BreakClass;
  /** `p/` and our reference, `r/` and KasPro's, or `balance`. */
  readonly key: string;
  readonly ours: bigint;
  readonly theirs: bigint;
  /** The Jakarta day that it belongs to. */
  readonly day: string;
  readonly at: Date;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** Who looks after it: first the team, then the operator who has asked for its resolution. */
  readonly owner: string;
  readonly status: 'OPEN' | 'CLOSED' | 'RESOLVING' | 'RESOLVED';
  /** How it ended. */
  readonly note?: string;
  readonly resolution?: Resolution;
  /** How many postings have set it right: part of their references. */
  readonly corrections?: number;
}

/**
 * ACCEPT_THEIRS: our books follow KasPro's. WRITE_OFF: likewise, and corporate makes good what a customer loses by
 * it. EXPLAINED: nothing is posted.
 */
export const RESOLUTIONS = ['ACCEPT_THEIRS', 'WRITE_OFF', 'EXPLAINED'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const FIRST_OWNER = 'finance';
export const BALANCE_KEY = 'balance';

/** What our books lack of KasPro's; negative: what they have too much. */
export const lacking = ({ ours, theirs }: Pick<Break, 'ours' | 'theirs'>): bigint => theirs - ours;

/** Still differs, by people's word or without it. */
export const stands = ({ status, resolution }: Break): boolean =>
  status === 'OPEN' ||
  status === 'RESOLVING' ||
  (status === 'RESOLVED' && resolution === 'EXPLAINED');

export interface Run {
  readonly account: string;
  readonly now: Date;
  /** The same key of the same account is the same break, in whichever run it is found. */
  readonly idOf: (key: string) => string;
}

/** What a run makes of an account's breaks of one period: `before` are all that were known of it. */
export function afterRun(
  before: readonly Break[],
  found: readonly Difference[],
  run: Run,
): { readonly seen: readonly Break[]; readonly gone: readonly Break[] } {
  const known = new Map(before.map((one) => [one.breakId, one]));
  const seen = found.map((difference) => {
    const breakId = run.idOf(difference.key);
    return seenAgain(known.get(breakId), { ...difference, breakId }, run);
  });
  const ids = new Set(seen.map((one) => one.breakId));
  const gone = before
    .filter((one) => one.status === 'OPEN' && !ids.has(one.breakId))
    .map((one): Break => ({
      ...one,
      status: 'CLOSED',
      note: `agrees since ${run.now.toISOString()}`,
    }));
  return { seen, gone };
}

function seenAgain(
  known: Break | undefined,
  difference: Difference & { readonly breakId: string },
  { account, now }: Run,
): Break {
  const { corrections: _read, ...differs } = difference;
  const fresh = { ...differs, account, day: dayOf(differs.at), lastSeenAt: now };
  if (!known) return { ...fresh, firstSeenAt: now, owner: FIRST_OWNER, status: 'OPEN' };
  if (isInHand(known, difference)) return { ...known, lastSeenAt: now };
  const { note: _ended, resolution: _told, ...rest } = known;
  return { ...rest, ...fresh, status: 'OPEN' };
}

/** People have said what it is, or the run had read our books before they were set right. */
function isInHand(known: Break, difference: Difference): boolean {
  if (known.status === 'RESOLVING') return true;
  if ((known.corrections ?? 0) > (difference.corrections ?? Infinity)) return true;
  const isSame = lacking(known) === lacking(difference);
  return known.status === 'RESOLVED' && known.resolution === 'EXPLAINED' && isSame;
}
