import { settleInRounds, startInstructionWorker } from '@angkutan/instructions';
import { caseIdOf } from './domain/ride.ts';
import { createQrisGateway, type Ordered } from './gateways/qris.ts';
import type { Parts } from './parts.ts';
import { findCases, findCustomers } from './store/load.ts';

/** While KasPro's breaker is open nothing is claimed; it is looked at this often. */
const BREAKER_PAUSE_MS = 500;

/** Starts what tells KasPro to pay merchants; every commit of this process may have written work for it. */
export function startQris(parts: Parts): void {
  const { platform, environment, life, instructions, executor, tell, kaspro } = parts;
  const { logger } = platform;
  const now = (): Date => new Date();
  const gateway = createQrisGateway({
    kaspro,
    sealingKey: environment.EVENT_SEALING_KEY,
    now,
    find: (paymentId) => findOrder(parts, paymentId),
    onUnprepared: (error, reference) =>
      logger.error({ err: error, code: 'AKT_PAYOUT_UNPREPARED', reference }, 'payment not sent'),
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
    onError: (error, doing) => logger.error({ err: error, component: doing }, 'QRIS in trouble'),
  });
  executor.onCommitted(() => worker.wake());
  life.onStop('qris', () => worker.stop());
}

async function findOrder({ rows }: Parts, paymentId: string): Promise<Ordered | undefined> {
  const cases = await findCases(rows, [caseIdOf(paymentId) ?? paymentId]);
  const payment = [...cases.values()].flatMap(({ payments }) => payments).at(0);
  if (payment?.qris === undefined) return undefined;
  const { payerId: customerId, qris } = payment;
  const account = (await findCustomers(rows, [customerId])).get(customerId)?.sealedAccount;
  return account === undefined ? undefined : { qris, customerId, sealedAccount: account };
}
