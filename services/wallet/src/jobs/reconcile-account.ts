/** Compares one account with KasPro for a period, and keeps what differs. */
import { later } from '../domain/jakarta-day.ts';
import type { CustomerAccount, ProviderAccount } from '../domain/provider-account.ts';
import {
  compare,
  type Comparison,
  type Difference,
  discontinuities,
  type Period,
  type Sides,
  type TheirLine,
} from '../domain/reconciliation.ts';
import type { Breaks, InFlight, OurLines, Statements } from '../domain/reconciling.ts';
import { compareCustomerBalance } from './compare-balance.ts';

/** Both sides are read this much further, for clocks differ and answers take their time. */
const GRACE_MS = 900_000;
/** A line that we posted and KasPro's day does not have is looked for this long before; by then people have ended it. */
const LATE_MAX_MS = 3 * 86_400_000;
/** The balance is today's: of an older day it is not compared. */
const BALANCE_AGE_MAX_MS = 36 * 3_600_000;

export const isOfToday = ({ to }: Period, now: Date): boolean =>
  now.getTime() - to.getTime() < BALANCE_AGE_MAX_MS;

export interface ReconcileAccountDeps {
  readonly statements: Statements;
  readonly ours: OurLines;
  readonly inFlight: InFlight;
  readonly breaks: Breaks;
  readonly now: () => Date;
  /** Told what KasPro has and we have not, as soon as it is found. */
  readonly onMissingHere: (found: readonly Difference[]) => Promise<void>;
  /** The statement's own balances do not follow from its amounts: told, and nothing is stopped. */
  readonly onDiscontinuous: (line: TheirLine) => void;
}

/** Undefined when KasPro's statement cannot be read now: then nothing changes. */
export async function reconcileAccount(
  deps: ReconcileAccountDeps,
  account: ProviderAccount,
  period: Period,
): Promise<Comparison | undefined> {
  const now = deps.now();
  const isRecent = isOfToday(period, now);
  const end = isRecent && account.place === 'customer' ? now : period.to;
  const wide = { from: later(period.from, -GRACE_MS), to: later(end, GRACE_MS) };
  const theirs = await deps.statements.read(account, wide);
  if (!theirs) return undefined;
  const sides = { theirs, ours: await deps.ours.between(account, wide) };
  const lines = await comparedAgain(deps, account, { sides, period });
  await deps.breaks.keep(account, period, lines.differences);
  await deps.onMissingHere(lines.differences);
  const balance =
    isRecent && account.place === 'customer'
      ? await balanceOf(deps, account, { sides, period })
      : [];
  return { ...lines, differences: [...lines.differences, ...balance] };
}

interface Found {
  readonly sides: Sides;
  readonly period: Period;
}

/** What has no partner nearby is looked for by its key, wherever it stands, before it is called missing. */
async function comparedAgain(
  deps: ReconcileAccountDeps,
  account: ProviderAccount,
  { sides, period }: Found,
): Promise<Comparison> {
  const first = compare(sides, period, () => false);
  const keys = first.differences.map((one) => one.key);
  if (keys.length === 0) return first;
  const open = await deps.inFlight.keysOf(keys);
  const ours = await deps.ours.withKeys(account, keys);
  const alone = first.differences.filter((one) => one.class === 'MISSING_THERE');
  const theirs = alone.length > 0 ? await lateLines(deps, account, { alone, period }) : [];
  const all = {
    ours: unique([...sides.ours, ...ours], (line) => line.reference),
    theirs: [...sides.theirs, ...theirs],
  };
  return compare(all, period, (key) => open.has(key));
}

/** KasPro's lines from before the period: of a customer all, of the company's those around our own sending. */
async function lateLines(
  deps: ReconcileAccountDeps,
  account: ProviderAccount,
  { alone, period }: { readonly alone: readonly Difference[]; readonly period: Period },
): Promise<readonly TheirLine[]> {
  const to = later(period.from, -GRACE_MS);
  if (account.place === 'customer') {
    return (await deps.statements.read(account, { from: later(to, -LATE_MAX_MS), to })) ?? [];
  }
  const sent = await deps.inFlight.sentAt(alone.map((one) => one.key.slice(2)));
  const found = new Map<string, readonly TheirLine[]>();
  for (const [reference, at] of sent) {
    const around = { from: later(at, -GRACE_MS), to: earlier(later(at, GRACE_MS), to) };
    const lines = around.from < to ? await deps.statements.read(account, around) : [];
    found.set(
      reference,
      (lines ?? []).filter((line) => line.partnerReference === reference),
    );
  }
  return [...found.values()].flat();
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

const unique = <T>(all: readonly T[], idOf: (one: T) => string): T[] => [
  ...new Map(all.map((one) => [idOf(one), one])).values(),
];

async function balanceOf(
  deps: ReconcileAccountDeps,
  account: CustomerAccount,
  found: Found,
): Promise<readonly Difference[]> {
  for (const line of discontinuities(found.sides.theirs)) deps.onDiscontinuous(line);
  return await compareCustomerBalance(deps, account, found);
}
