import { settleInRounds, startInstructionWorker } from '@angkutan/instructions';
import { createPayoutGateway } from './gateways/payouts.ts';
import type { Parts } from './parts.ts';
import { findCashOuts, findCustomers } from './store/load.ts';

/** While KasPro's breaker is open nothing is claimed; it is looked at this often. */
const BREAKER_PAUSE_MS = 500;

/** Starts what sends to KasPro; every commit of this process may have written work for it. */
export function startPayouts(parts: Parts): void {
  const { platform, environment, life, rows, instructions, fields, executor, tell, kaspro } = parts;
  const { logger } = platform;
  const now = (): Date => new Date();
  const gateway = createPayoutGateway({
    kaspro,
    fields,
    eventKey: environment.EVENT_SEALING_KEY,
    now,
    find: async (cashOutId) => {
      const [cashOut] = await findCashOuts(rows, [cashOutId]);
      const [customer] = cashOut ? await findCustomers(rows, [cashOut.customerId]) : [];
      return cashOut && customer && { cashOut, customer };
    },
    onUnprepared: (error, reference) =>
      logger.error({ err: error, code: 'AKT_PAYOUT_UNPREPARED', reference }, 'payout not sent'),
  });
  const worker = startInstructionWorker({
    ...gateway,
    store: instructions,
    settle: settleInRounds({
      tell,
      onLost: (code, reference, status) => logger.error({ code, reference }, status),
    }),
    pauseMs: () => (kaspro.breakers().payout === 'closed' ? 0 : BREAKER_PAUSE_MS),
    now,
    logger,
    onError: (error, doing) => logger.error({ err: error, component: doing }, 'payouts in trouble'),
  });
  executor.onCommitted(() => worker.wake());
  life.onStop('payouts', () => worker.stop());
}
