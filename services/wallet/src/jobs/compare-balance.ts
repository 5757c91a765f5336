/**
 * The balances of one account, where nothing has moved since the period and nothing is on its way: what they differ
 * by beyond the breaks that are known is a break of its own.
 */
import { BALANCE_KEY, lacking, stands } from '../domain/break.ts';
import { later } from '../domain/jakarta-day.ts';
import {
  accountKey,
  type CompanyAccount,
  type CustomerAccount,
  type ProviderAccount,
} from '../domain/provider-account.ts';
import {
  type Difference,
  type Period,
  type Sides,
  type TheirLine,
} from '../domain/reconciliation.ts';
import type { Breaks, InFlight, OurLines, Statements } from '../domain/reconciling.ts';
import { quietLook } from './quiet-look.ts';

export interface CompareBalanceDeps {
  readonly statements: Statements;
  readonly ours: Pick<OurLines, 'between'>;
  readonly inFlight: Pick<InFlight, 'quietBalances'>;
  readonly breaks: Pick<Breaks, 'of' | 'keepBalance'>;
  readonly now: () => Date;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The last line of a quiet account is looked for ever further back; a busy one's is in the last hour. */
const LOOK_BACK_MS = [HOUR_MS, DAY_MS, 30 * DAY_MS, 3_650 * DAY_MS];
/** KasPro's clock may be ahead of ours. */
const AHEAD_MS = 900_000;

/** `sides` reach beyond the period: a line after it says that the account is not at rest. */
export async function compareCustomerBalance(
  deps: CompareBalanceDeps,
  account: CustomerAccount,
  { sides, period }: { readonly sides: Sides; readonly period: Period },
): Promise<readonly Difference[]> {
  if ([...sides.ours, ...sides.theirs].some((line) => line.at >= period.to)) return [];
  return await compared(deps, account, period, () => deps.statements.balance(account));
}

/** Of a company's account KasPro tells the balance with the last line of its statement. */
export async function compareCompanyBalance(
  deps: CompareBalanceDeps,
  account: CompanyAccount,
  period: Period,
): Promise<readonly Difference[]> {
  // What lies there may be other partners' too.
  if (account.place === 'unclaimed') return [];
  const until = later(deps.now(), AHEAD_MS);
  return await compared(deps, account, period, async () => {
    const since = { from: period.to, to: until };
    if ((await deps.ours.between(account, since)).length > 0) return undefined;
    const last = await lastLine(deps, account, until);
    return last && last.at < period.to ? last.balanceAfter : undefined;
  });
}

async function lastLine(
  { statements }: CompareBalanceDeps,
  account: ProviderAccount,
  to: Date,
): Promise<TheirLine | undefined> {
  for (const back of LOOK_BACK_MS) {
    const lines = await statements.read(account, { from: later(to, -back), to });
    const last = lines?.at(-1);
    if (!lines || last) return last;
  }
  return undefined;
}

async function compared(
  deps: CompareBalanceDeps,
  account: ProviderAccount,
  period: Period,
  theirBalance: () => Promise<bigint | undefined>,
): Promise<readonly Difference[]> {
  const seen = await quietLook(deps.inFlight, account, theirBalance);
  if (seen === 'IN_FLIGHT' || seen === 'UNREAD') return [];
  const { ours, theirs } = seen;
  const known = await deps.breaks.of(accountKey(account));
  const explained = known
    .filter((one) => one.key !== BALANCE_KEY && stands(one))
    .reduce((sum, one) => sum + lacking(one), 0n);
  const at = later(period.to, -1);
  const found: Difference[] =
    ours + explained === theirs
      ? []
      : [{ class: 'BALANCE', key: BALANCE_KEY, ours: ours + explained, theirs, at }];
  await deps.breaks.keepBalance(account, found);
  return found;
}
