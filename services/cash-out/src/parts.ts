import {
  ENQUIRY_PAUSES_MS,
  type InstructionStore,
  openInstructionStore,
  type Policy,
} from '@angkutan/instructions';
import { createKasPro, type KasPro } from '@angkutan/kaspro';
import type { Executor } from '@angkutan/messaging';
import { openRulesStore, type RulesStore } from '@angkutan/rules-store';
import type { Life, Platform } from '@angkutan/service';
import { createCashOutWork, type CashOutWork } from './cash-out-work.ts';
import type { CashOutEnvironment } from './config.ts';
import { createFieldSealer, type FieldSealer } from './sealed-fields.ts';
import { type Tell, traceOf } from './service-message.ts';
import { openRows, type Rows } from './store/rows.ts';
import { withAlerts } from './with-alerts.ts';

/** Without a final word for this long an operator is asked. */
const MANUAL_AFTER_MS = 86_400_000;

/** The service's own parts, made once and handed to those that need them. */
export interface Parts {
  readonly platform: Platform;
  readonly life: Pick<Life, 'onStop' | 'fail'>;
  readonly environment: CashOutEnvironment;
  readonly executor: Executor;
  readonly rows: Rows;
  readonly instructions: InstructionStore;
  readonly rules: RulesStore;
  readonly fields: FieldSealer;
  readonly work: CashOutWork;
  readonly tell: Tell;
  readonly kaspro: KasPro;
}

export async function openParts(
  platform: Platform,
  environment: CashOutEnvironment,
  life: Pick<Life, 'onStop' | 'fail'>,
): Promise<Parts> {
  const { connection } = platform;
  const rows = await openRows(connection);
  const instructions = await openInstructionStore(connection);
  const rules = await openRulesStore(connection);
  const policy: Policy = {
    processingWindowMs: environment.KASPRO_PROCESSING_WINDOW_S * 1_000,
    enquiryPausesMs: ENQUIRY_PAUSES_MS,
    manualAfterMs: MANUAL_AFTER_MS,
    takesFee: true,
  };
  const work = createCashOutWork({ rows, instructions, rules, policy });
  const executor = withAlerts(platform.executor, platform.logger);
  const tell: Tell = (messages, traceparent) =>
    executor.execute(work, messages, {
      traceparent: (message) => traceparent ?? traceOf(message),
    });
  const kaspro = createKasPro({
    baseUrl: environment.KASPRO_BASE_URL,
    partnerId: environment.KASPRO_PARTNER_ID,
    secret: environment.KASPRO_SECRET,
    statusInquiry: environment.KASPRO_STATUS_INQUIRY,
  });
  life.onStop('kaspro', () => kaspro.close());
  const fields = createFieldSealer(environment.CASH_OUT_SEALING_KEY);
  const own = { executor, rows, instructions, rules, fields, work, tell, kaspro };
  return { platform, life, environment, ...own };
}
