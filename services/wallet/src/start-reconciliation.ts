/** Starts reconciliation, every day of its own accord and whenever somebody asks, and the watch over the books. */
import { type Job, startJob } from '@angkutan/service';
import { raise } from './alarms.ts';
import { dayBefore, dayOf, later } from './domain/jakarta-day.ts';
import type { Difference } from './domain/reconciliation.ts';
import type { Breaks, Reports } from './domain/reconciling.ts';
import { createStatements } from './gateways/statements.ts';
import { holdLateSuccesses } from './jobs/hold-late-successes.ts';
import { reconcileNext } from './jobs/reconcile-day.ts';
import { watchBooks } from './jobs/watch-books.ts';
import type { BothSides } from './ledger-routes.ts';
import type { Parts } from './parts.ts';
import { accountOfCustomer, createAccounts } from './store/accounts.ts';
import { createBreaks } from './store/breaks.ts';
import { createInFlight } from './store/in-flight.ts';
import { createLateFound } from './store/late-found.ts';
import { createOurLines } from './store/our-lines.ts';
import { openReconciliationRows } from './store/reconciliation-rows.ts';
import { createReports, customerAccounts } from './store/reports.ts';

const LOOK_EVERY_MS = 60_000;
/** A day is reconciled of its own accord this long after its end. */
const DAY_SETTLES_MS = 2 * 3_600_000;
/** The books are summed so often: a read of every wallet in one snapshot. */
const BOOKS_EVERY_MS = 30_000;

export interface Reconciliation extends BothSides {
  readonly job: Job;
  readonly reports: Reports;
  readonly breaks: Breaks;
}

export async function startReconciliation(parts: Parts): Promise<Reconciliation> {
  const { platform, life, environment, rows, queries, kaspro, tell } = parts;
  const { logger, connection } = platform;
  const now = (): Date => new Date();
  const own = await openReconciliationRows(connection);
  const reports = createReports(own);
  const breaks = createBreaks({
    rows: own,
    now,
    onNew: ({ breakId }) => raise({ code: 'AKT_BREAK_FOUND', reference: breakId }, logger),
  });
  const db = connection.getClient().db(connection.name);
  const lateOf = createLateFound(rows, db, now);
  const books = startJob({
    name: 'books',
    everyMs: BOOKS_EVERY_MS,
    logger,
    run: () => watchBooks({ trialBalance: queries.trialBalance, breaks, now }),
  });
  life.onStop('books', () => books.stop());
  const deps = {
    reports,
    breaks,
    now,
    statements: createStatements({
      kaspro,
      accountOf: accountOfCustomer(rows, createAccounts(rows, environment.EVENT_SEALING_KEY)),
      escrowAccount: environment.KASPRO_ESCROW_ACCOUNT,
      corporateAccount: environment.KASPRO_CORPORATE_ACCOUNT,
      file: environment.KASPRO_STATEMENT_CSV,
    }),
    ours: createOurLines(rows),
    inFlight: createInFlight(rows, db),
    customers: () => customerAccounts(rows),
    settledAfterMs: environment.RECONCILIATION_SETTLED_AFTER_S * 1_000,
    onDiscontinuous: ({ reference }: { readonly reference: string }) =>
      raise({ code: 'AKT_BALANCE_DISCONTINUOUS', reference }, logger),
    onMissingHere: (found: readonly Difference[]) => holdLateSuccesses({ lateOf, tell }, found),
    // What it has found is shown at once.
    onDone: async () => books.wake(),
  };
  const run = async (): Promise<boolean> => {
    const yesterday = dayBefore(dayOf(later(now(), -DAY_SETTLES_MS)));
    if (!(await reports.find(yesterday))) await reports.request(yesterday, 'daily', now());
    return await reconcileNext(deps);
  };
  const job = startJob({ name: 'reconciliation', everyMs: LOOK_EVERY_MS, logger, run });
  life.onStop('reconciliation', () => job.stop());
  return { job, reports, breaks, statements: deps.statements, inFlight: deps.inFlight };
}
