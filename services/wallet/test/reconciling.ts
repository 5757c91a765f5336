/** Reconciliation of today over a wallet under test, as the service wires it. */
import type { Break } from '../src/domain/break.ts';
import { dayOf } from '../src/domain/jakarta-day.ts';
import type { Report } from '../src/domain/reconciliation-report.ts';
import { createStatements } from '../src/gateways/statements.ts';
import { openPlatformAccounts } from '../src/jobs/open-platform-accounts.ts';
import { reconcileNext } from '../src/jobs/reconcile-day.ts';
import { accountOfCustomer, createAccounts } from '../src/store/accounts.ts';
import { createBreaks } from '../src/store/breaks.ts';
import { createInFlight } from '../src/store/in-flight.ts';
import { createOurLines } from '../src/store/our-lines.ts';
import { openReconciliationRows } from '../src/store/reconciliation-rows.ts';
import { createReports, customerAccounts } from '../src/store/reports.ts';
import { CORPORATE, ESCROW, KEY, type WalletUnderTest } from './wallet-under-test.ts';

export interface Reconciled {
  readonly report: Report;
  readonly breaks: readonly Break[];
}

const today = (): string => dayOf(new Date());
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
  const { connection, rows, kaspro } = wallet;
  const own = await openReconciliationRows(connection);
  const reports = createReports(own);
  const onNew = ({ class: name }: Break): void => void alerts.push(name);
  const breaks = createBreaks({ rows: own, now: soon, onNew });
  await reports.request(today(), 'ops-1', new Date());
  await reconcileNext({
    reports,
    breaks,
    now: soon,
    statements: createStatements({
      kaspro,
      accountOf: accountOfCustomer(rows, createAccounts(rows, KEY)),
      escrowAccount: ESCROW,
      corporateAccount: CORPORATE,
      file,
    }),
    ours: createOurLines({ ...rows, ...own }),
    inFlight: createInFlight(rows, connection.getClient().db(connection.name)),
    customers: () => customerAccounts(rows),
    settledAfterMs: 0,
    onDiscontinuous: ({ reference }) => void alerts.push(`hole ${reference}`),
    onDone: async () => undefined,
  });
  const report = await reports.find(today());
  if (!report) throw new Error('no report');
  return { report, breaks: await breaks.ofDay(today(), 100) };
}
