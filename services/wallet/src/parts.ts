import {
  ENQUIRY_PAUSES_MS,
  type InstructionStore,
  openInstructionStore,
} from '@angkutan/instructions';
import { createKasPro, type KasPro } from '@angkutan/kaspro';
import { openRulesStore, type RulesStore } from '@angkutan/rules-store';
import type { Life, Platform } from '@angkutan/service';
import type { WalletEnvironment } from './config.ts';
import type { CallbackStore } from './domain/callback.ts';
import type { Report } from './jobs/work-callbacks.ts';
import { createReportWork } from './report-work.ts';
import { withAlarms } from './alarms.ts';
import { type Tell, traceOf } from './service-message.ts';
import { openCallbackStore } from './store/callbacks.ts';
import { type CompanyQueries, createCompanyQueries } from './store/company-queries.ts';
import { createWalletQueries, type WalletQueries } from './store/queries.ts';
import { openRows, type Rows } from './store/rows.ts';
import { createWalletWork, type WalletWork } from './wallet-work.ts';

/** Without a final word for this long an operator is asked. */
const MANUAL_AFTER_MS = 86_400_000;

/** The wallet's own parts, made once and handed to those that need them. */
export interface Parts {
  readonly platform: Platform;
  readonly life: Life;
  readonly environment: WalletEnvironment;
  readonly rows: Rows;
  readonly queries: WalletQueries;
  readonly company: CompanyQueries;
  readonly instructions: InstructionStore;
  readonly rules: RulesStore;
  readonly callbacks: CallbackStore;
  readonly work: WalletWork;
  readonly tell: Tell;
  /** Tells other services what KasPro said of their transactions. */
  readonly report: Report;
  readonly kaspro: KasPro;
}

export async function openParts(
  given: Platform,
  environment: WalletEnvironment,
  life: Life,
): Promise<Parts> {
  const executor = withAlarms(given.executor, given.logger);
  const platform = { ...given, executor };
  const { connection } = platform;
  const rows = await openRows(connection);
  const instructions = await openInstructionStore(connection);
  const rules = await openRulesStore(connection);
  const callbacks = await openCallbackStore(connection);
  const queries = createWalletQueries(connection, rows);
  const company = createCompanyQueries(connection, rows);
  const work = createWalletWork({
    rows,
    instructions,
    rules,
    holdExpiryMs: environment.HOLD_EXPIRY_S * 1_000,
    depositMinima: environment.DRIVER_DEPOSIT_MINIMA,
    policy: {
      processingWindowMs: environment.KASPRO_PROCESSING_WINDOW_S * 1_000,
      enquiryPausesMs: ENQUIRY_PAUSES_MS,
      manualAfterMs: MANUAL_AFTER_MS,
    },
  });
  const tell: Tell = (messages) => executor.execute(work, messages, { traceparent: traceOf });
  const reportWork = createReportWork(callbacks);
  const report: Report = (reports) =>
    executor.execute(reportWork, reports, { traceparent: ({ traceparent }) => traceparent });
  const kaspro = createKasPro({
    baseUrl: environment.KASPRO_BASE_URL,
    partnerId: environment.KASPRO_PARTNER_ID,
    secret: environment.KASPRO_SECRET,
    statusInquiry: environment.KASPRO_STATUS_INQUIRY,
  });
  life.onStop('kaspro', () => kaspro.close());
  const own = {
    rows,
    queries,
    company,
    instructions,
    rules,
    callbacks,
    work,
    tell,
    report,
    kaspro,
  };
  return { platform, environment, life, ...own };
}
