/** How a version comes into the table: only for the future, only after all others, only with sound terms. PURE. */
import { FIRST_RULES } from './first-rules.ts';
import type { Rules } from './rules.ts';
import { termsRefusal } from './terms.ts';

/** Nobody can withdraw a version, and none may start before the last: a slip in the year must not lock the table. */
const AHEAD_MAX_MS = 400 * 24 * 3_600_000;

/** Why a version is refused. The order of the guards decides which is named. */
export const RULES_REFUSALS = [
  'RULES_VERSION_TAKEN',
  'RULES_RETROACTIVE',
  'RULES_OVERLAP',
  'RULES_TOO_FAR_AHEAD',
  'RULES_VALUE_OUT_OF_RANGE',
  'RULES_COMMISSION_ABOVE_FARE',
  'RULES_RANGE_EMPTY',
  'RULES_TIERS_INVERTED',
] as const;
export type RulesRefusal = (typeof RULES_REFUSALS)[number];

/** The code, and what it is about: a date, another version's name, or the path of a field. */
export interface RulesRejection {
  readonly code: RulesRefusal;
  readonly detail: string;
}

/** A version, by whom and why it is asked for, and by which request. */
export interface AskedVersion extends Omit<Rules, 'added'> {
  readonly by: string;
  readonly reason: string;
  /** The same whenever the same caller asks with the same Idempotency-Key. */
  readonly requestId: string;
}

export type AddDecision =
  | { readonly accepted: true; readonly added: readonly Rules[] }
  | { readonly accepted: false; readonly rejection: RulesRejection };

/**
 * Decides a version that is asked for on those that were added before, in the order of their starts. Asked for
 * again by the same request it is done already. `leadMs`: so long before its start everybody must have been told.
 */
export function addVersion(
  added: readonly Rules[],
  asked: AskedVersion,
  { now, leadMs }: { readonly now: Date; readonly leadMs: number },
): AddDecision {
  const { by, reason, requestId, ...rules } = asked;
  if (added.some((one) => one.added?.requestId === requestId)) return { accepted: true, added: [] };
  const rejection =
    nameRefusal(added, asked) ??
    startRefusal(added, asked.validFrom, new Date(now.getTime() + leadMs)) ??
    termsRefusal(rules);
  return rejection
    ? { accepted: false, rejection }
    : { accepted: true, added: [{ ...rules, added: { by, reason, at: now, requestId } }] };
}

function nameRefusal(added: readonly Rules[], { version }: Rules): RulesRejection | undefined {
  const isTaken = [FIRST_RULES, ...added].some((one) => one.version === version);
  return isTaken ? { code: 'RULES_VERSION_TAKEN', detail: version } : undefined;
}

function startRefusal(
  added: readonly Rules[],
  start: Date,
  earliest: Date,
): RulesRejection | undefined {
  const last = added.at(-1) ?? FIRST_RULES;
  const latest = new Date(earliest.getTime() + AHEAD_MAX_MS);
  if (start < earliest) return { code: 'RULES_RETROACTIVE', detail: earliest.toISOString() };
  if (start <= last.validFrom) return { code: 'RULES_OVERLAP', detail: last.version };
  if (start > latest) return { code: 'RULES_TOO_FAR_AHEAD', detail: latest.toISOString() };
  return undefined;
}
