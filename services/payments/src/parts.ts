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
import type { PaymentsEnvironment } from './config.ts';
import { withAlerts } from './consumers/alerts.ts';
import { createPaymentsWork, type PaymentsWork } from './payments-work.ts';
import { type Tell, traceOf } from './service-message.ts';
import { openRows, type Rows } from './store/rows.ts';

/** Without a final word for this long an operator is asked. */
const MANUAL_AFTER_MS = 86_400_000;

/** The service's own parts, made once and handed to those that need them. */
export interface Parts {
  readonly platform: Platform;
  readonly life: Pick<Life, 'onStop' | 'fail'>;
  readonly environment: PaymentsEnvironment;
  readonly executor: Executor;
  readonly rows: Rows;
  readonly instructions: InstructionStore;
  readonly rules: RulesStore;
  readonly work: PaymentsWork;
  readonly tell: Tell;
  readonly kaspro: KasPro;
}

export async function openParts(
  platform: Platform,
  environment: PaymentsEnvironment,
  life: Pick<Life, 'onStop' | 'fail'>,
): Promise<Parts> {
  const rows = await openRows(platform.connection);
  const instructions = await openInstructionStore(platform.connection);
  const rules = await openRulesStore(platform.connection);
  const policy: Policy = {
    processingWindowMs: environment.KASPRO_PROCESSING_WINDOW_S * 1_000,
    enquiryPausesMs: ENQUIRY_PAUSES_MS,
    manualAfterMs: MANUAL_AFTER_MS,
  };
  const work = createPaymentsWork({
    rows,
    instructions,
    rules,
    policy,
    rulesLeadMs: environment.RULES_LEAD_S * 1_000,
  });
  const executor = withAlerts(platform.executor, platform.logger);
  const tell: Tell = (messages) =>
    executor.execute(work, messages, {
      traceparent: traceOf,
    });
  const kaspro = createKasPro({
    baseUrl: environment.KASPRO_BASE_URL,
    partnerId: environment.KASPRO_PARTNER_ID,
    secret: environment.KASPRO_SECRET,
    statusInquiry: environment.KASPRO_STATUS_INQUIRY,
  });
  life.onStop('kaspro', () => kaspro.close());
  return { platform, life, environment, executor, rows, instructions, rules, work, tell, kaspro };
}
