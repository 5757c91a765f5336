/**
 * Reconciles a day of all accounts, one instance at a time: whoever holds the day's report works on it, and loses it
 * when it falls silent. Accounts are read one after another, a few at once, never all together.
 */
import { randomUUID } from 'node:crypto';
import { endOfDay, later, startOfDay } from '../domain/jakarta-day.ts';
import {
  accountKey,
  COMPANY_ACCOUNTS,
  type CustomerAccount,
  type ProviderAccount,
} from '../domain/provider-account.ts';
import type { Comparison, Period } from '../domain/reconciliation.ts';
import { NO_TOTALS, type Totals, withAccount } from '../domain/reconciliation-report.ts';
import type { Reports } from '../domain/reconciling.ts';
import { compareCompanyBalance } from './compare-balance.ts';
import { isOfToday, reconcileAccount, type ReconcileAccountDeps } from './reconcile-account.ts';

/** Customers' accounts under way at once: KasPro's enquiries need room beside them. */
const ACCOUNTS_AT_ONCE = 8;
/** The company's accounts are busy: their day is read in slices of this length. */
const SLICE_MS = 3_600_000;

export interface ReconcileDayDeps extends ReconcileAccountDeps {
  readonly reports: Reports;
  /** Every customer's account, one at a time. */
  readonly customers: () => AsyncIterable<CustomerAccount>;
  /** What is younger than this is still on its way: callbacks take a while. */
  readonly settledAfterMs: number;
  readonly onDone: () => Promise<void>;
}

/** Works on the next day that was asked for; answers whether there may be another. */
export async function reconcileNext(deps: ReconcileDayDeps): Promise<boolean> {
  const holder = randomUUID();
  const day = await deps.reports.claim(holder, deps.now());
  if (day === undefined) return false;
  await deps.reports.finish(day, holder, await reconcileDay(deps, day, holder));
  await deps.onDone();
  return true;
}

async function reconcileDay(deps: ReconcileDayDeps, day: string, holder: string): Promise<Totals> {
  const to = new Date(
    Math.min(endOfDay(day).getTime(), later(deps.now(), -deps.settledAfterMs).getTime()),
  );
  const period = { from: startOfDay(day), to };
  let totals = NO_TOTALS;
  let batch: ProviderAccount[] = [];
  const work = async (): Promise<void> => {
    await deps.reports.renew(day, holder, deps.now());
    const results = await Promise.all(batch.map((account) => oneAccount(deps, account, period)));
    for (const [at, account] of batch.entries()) {
      totals = withAccount(totals, accountKey(account), results[at]);
    }
    batch = [];
  };
  for (const account of COMPANY_ACCOUNTS) {
    batch.push(account);
    await work();
  }
  for await (const account of deps.customers()) {
    batch.push(account);
    if (batch.length === ACCOUNTS_AT_ONCE) await work();
  }
  await work();
  return totals;
}

async function oneAccount(
  deps: ReconcileDayDeps,
  account: ProviderAccount,
  period: Period,
): Promise<Comparison | undefined> {
  if (account.place === 'customer') return await reconcileAccount(deps, account, period);
  let whole: Comparison = { matched: 0, late: 0, inFlight: 0, differences: [] };
  for (const slice of slicesOf(period)) {
    const part = await reconcileAccount(deps, account, slice);
    if (!part) return undefined;
    whole = {
      matched: whole.matched + part.matched,
      late: whole.late + part.late,
      inFlight: whole.inFlight + part.inFlight,
      differences: [...whole.differences, ...part.differences],
    };
  }
  if (!isOfToday(period, deps.now())) return whole;
  const balance = await compareCompanyBalance(deps, account, period);
  return { ...whole, differences: [...whole.differences, ...balance] };
}

function* slicesOf({ from, to }: Period): Generator<Period> {
  for (let at = from; at < to; at = later(at, SLICE_MS)) {
    const end = later(at, SLICE_MS);
    yield { from: at, to: end < to ? end : to };
  }
}
