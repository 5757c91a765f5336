/** Reconciliation of today over a wallet under test, as the service wires it. */
import type { Break } from '../src/domain/break.ts';
import { dayOf } from '../src/domain/jakarta-day.ts';
import type { Report } from '../src/domain/reconciliation-report.ts';
import { createStatements } from '../src/gateways/statements.ts';
import { openPlatformAccounts } from '../src/jobs/open-platform-accounts.ts';
import { holdLateSuccesses } from '../src/jobs/hold-late-successes.ts';
import { type ReconcileDayDeps, reconcileNext } from '../src/jobs/reconcile-day.ts';
import { accountOfCustomer, createAccounts } from '../src/store/accounts.ts';
import { createBreaks } from '../src/store/breaks.ts';
import { createInFlight } from '../src/store/in-flight.ts';
import { createLateFound } from '../src/store/late-found.ts';
import { createOurLines } from '../src/store/our-lines.ts';
import { openReconciliationRows } from '../src/store/reconciliation-rows.ts';
import { createReports, customerAccounts } from '../src/store/reports.ts';
import { CORPORATE, ESCROW, KEY, type WalletUnderTest } from './wallet-under-test.ts';

export interface Reconciled {
  readonly report: Report;
  readonly breaks: readonly Break[];
}

export const today = (): string => dayOf(new Date());
/** A moment later, so that what has just happened is in the past of every clock. */
const soon = (): Date => new Date(Date.now() + 1_000);

/** The company's own money, as the statement shows it. */
export const openCompany = (wallet: WalletUnderTest): Promise<boolean> =>
  openPlatformAccounts({
    kaspro: wallet.kaspro,
    tell: (messages) => wallet.tell(...messages),
    accounts: { float: ESCROW, corporate: CORPORATE },
    now: soon,
    isOpened: wallet.queries.isOpened,
  });

export async function reconcile(
  wallet: WalletUnderTest,
  alerts: string[],
  file?: string,
): Promise<Reconciled> {
  const deps = await reconciling(wallet, alerts, file);
  await deps.reports.request(today(), 'ops-1', new Date());
  await reconcileNext(deps);
  return await reconciled(deps);
}

/** What the latest run of today has found. */
export async function reconciled({ reports, breaks }: ReconcileDayDeps): Promise<Reconciled> {
  const report = await reports.find(today());
  if (!report) throw new Error('no report');
  return { report, breaks: await breaks.ofDay(today(), 100) };
}

/** An instance's reconciliation, side by side with others'. */
export async function reconciling(
  wallet: WalletUnderTest,
  alerts: string[],
  file?: string,
): Promise<ReconcileDayDeps> {
  const { connection, rows, kaspro } = wallet;
  const own = await openReconciliationRows(connection);
  const onNew = ({ class: name }: Break): void => void alerts.push(name);
  const breaks = createBreaks({ rows: own, now: soon, onNew });
  const db = connection.getClient().db(connection.name);
  const lateOf = createLateFound(rows, db, soon);
  return {
    reports: createReports(own),
    breaks,
    now: soon,
    statements: createStatements({
      kaspro,
      accountOf: accountOfCustomer(rows, createAccounts(rows, KEY)),
      escrowAccount: ESCROW,
      corporateAccount: CORPORATE,
      file,
    }),
    ours: createOurLines(rows),
    inFlight: createInFlight(rows, db),
    customers: () => customerAccounts(rows),
    settledAfterMs: 0,
    onDiscontinuous: ({ reference }) => void alerts.push(`hole ${reference}`),
    onMissingHere: (found) =>
      holdLateSuccesses({ lateOf, tell: (messages) => wallet.tell(...messages) }, found),
    onDone: async () => undefined,
  };
}

/** What a run of today leaves open. */
export const openBreaks = async (
  wallet: WalletUnderTest,
  alerts: string[],
): Promise<readonly Break[]> =>
  (await reconcile(wallet, alerts)).breaks.filter((one) => one.status === 'OPEN');
