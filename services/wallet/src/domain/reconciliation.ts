/**
 * Our ledger against KasPro's statement of one account, line by line. PURE.
 *
 * A line is known by its keys: `p/` and our reference, under which we asked for it, or `r/` and KasPro's own.
 * What KasPro did under one key is one group: money that left and came back is nothing, the same amount twice
 * is a duplicate. A group belongs to the moment of KasPro's first line, and where KasPro has none to our own, so
 * that neighbouring periods neither miss nor repeat it, however late our posting came.
 */
import { dayOf } from './jakarta-day.ts';

export interface OurLine {
  /** The posting's own reference. */
  readonly reference: string;
  /** Under any of which KasPro may know it. */
  readonly keys: readonly [string, ...string[]];
  /** What it moved on this account. */
  readonly amount: bigint;
  readonly at: Date;
  /** Made by people to set right what differed: KasPro has no line for it, and none is missed. */
  readonly isCorrection?: boolean;
}

export interface TheirLine {
  readonly reference: string;
  readonly partnerReference?: string;
  readonly amount: bigint;
  readonly balanceAfter: bigint;
  readonly at: Date;
}

/** From and with `from`, up to and without `to`. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** BALANCE: every line agrees and the balances do not. */
export type BreakClass =
  'MISSING_HERE' | 'MISSING_THERE' | 'DIFFERENT_AMOUNT' | 'DUPLICATE' | 'BALANCE';

export interface Difference {
  readonly class: BreakClass;
  readonly key: string;
  /** What each side has moved; 0 is a line that is not there. */
  readonly ours: bigint;
  readonly theirs: bigint;
  readonly at: Date;
  /** How many of our lines set it right already; absent where lines are not looked at. */
  readonly corrections?: number;
}

export interface Comparison {
  readonly matched: number;
  /** Of those matched: posted by us on another day than KasPro's. */
  readonly late: number;
  /** KasPro or we are not done with it: it is looked at again, and is no break. */
  readonly inFlight: number;
  readonly differences: readonly Difference[];
}

export interface Sides {
  readonly ours: readonly OurLine[];
  readonly theirs: readonly TheirLine[];
}

interface Group {
  readonly key: string;
  readonly theirs: TheirLine[];
  readonly ours: OurLine[];
}

export const keyOf = ({ partnerReference, reference }: TheirLine): string =>
  partnerReference === undefined ? `r/${reference}` : `p/${partnerReference}`;

/** Compares what belongs to the period; lines outside of it serve to find partners. */
export function compare(
  sides: Sides,
  period: Period,
  isInFlight: (key: string) => boolean,
): Comparison {
  const found = groupsOf(sides)
    .filter((group) => belongsTo(period, group))
    .map((group) => ({ group, outcome: outcomeOf(group, isInFlight) }));
  const count = (wanted: string): number =>
    found.filter(({ outcome }) => outcome === wanted).length;
  const late = found.filter(({ group, outcome }) => outcome === 'MATCHED' && isLate(group)).length;
  return {
    matched: count('MATCHED'),
    late,
    inFlight: count('IN_FLIGHT'),
    differences: found.flatMap(({ group, outcome }) =>
      outcome === 'MATCHED' || outcome === 'IN_FLIGHT' ? [] : [differenceOf(group, outcome)],
    ),
  };
}

function groupsOf({ ours, theirs }: Sides): Group[] {
  const groups = new Map<string, Group>();
  const byKey = new Map<string, Group>();
  const groupFor = (keys: readonly [string, ...string[]]): Group => {
    const known = keys.map((key) => byKey.get(key)).find((group) => group !== undefined);
    const group = known ?? { key: keys[0], theirs: [], ours: [] };
    if (!known) groups.set(group.key, group);
    for (const key of keys) if (!byKey.has(key)) byKey.set(key, group);
    return group;
  };
  for (const line of theirs) groupFor([keyOf(line), `r/${line.reference}`]).theirs.push(line);
  for (const line of ours) groupFor(line.keys).ours.push(line);
  return [...groups.values()];
}

function belongsTo({ from, to }: Period, group: Group): boolean {
  const at = momentOf(group);
  return at !== undefined && at >= from && at < to;
}

/** Undefined for a correction of what lies outside of what was read. */
const momentOf = ({ theirs, ours }: Group): Date | undefined =>
  (theirs[0] ?? ours.find((line) => !line.isCorrection))?.at;

type Outcome = 'MATCHED' | 'IN_FLIGHT' | Exclude<BreakClass, 'BALANCE'>;

function outcomeOf(group: Group, isInFlight: (key: string) => boolean): Outcome {
  const own = sum(group.ours);
  if (own === sum(group.theirs)) return 'MATCHED';
  if (isInFlight(group.key)) return 'IN_FLIGHT';
  if (group.theirs.length === 0) return 'MISSING_THERE';
  if (group.ours.length === 0) return 'MISSING_HERE';
  const same = group.theirs.filter((line) => line.amount === own).length;
  return same > 1 ? 'DUPLICATE' : 'DIFFERENT_AMOUNT';
}

function isLate(group: Group): boolean {
  const [their] = group.theirs;
  const own = group.ours.find((line) => !line.isCorrection);
  return their !== undefined && own !== undefined && dayOf(own.at) !== dayOf(their.at);
}

const differenceOf = (group: Group, outcome: BreakClass): Difference => ({
  class: outcome,
  key: group.key,
  ours: sum(group.ours),
  theirs: sum(group.theirs),
  at: momentOf(group) ?? new Date(0),
  corrections: group.ours.filter((line) => line.isCorrection).length,
});

const sum = (lines: readonly { readonly amount: bigint }[]): bigint =>
  lines.reduce((all, { amount }) => all + amount, 0n);

/** Lines after which the balance is not the one before it and the amount: the statement itself has a hole. */
export const discontinuities = (lines: readonly TheirLine[]): TheirLine[] =>
  lines.filter((line, at) => {
    const before = lines[at - 1];
    return before !== undefined && before.balanceAfter + line.amount !== line.balanceAfter;
  });
