import { startConsumer } from '@angkutan/messaging';
import type { Life, Platform } from '@angkutan/service';
import { withAlerts } from './consumers/alerts.ts';
import { CONSUMED_TOPICS, CONSUMED_TYPES } from './consumers/consumed.ts';
import { newCase } from './domain/ride.ts';
import type { ReadCase } from './http/access.ts';
import { getPayment } from './http/get-payment.ts';
import { getRidePayment } from './http/get-ride-payment.ts';
import { PROBLEMS } from './http/problems.ts';
import { createPaymentsWork } from './payments-work.ts';
import { findCases } from './store/load.ts';
import { openRows } from './store/rows.ts';

export interface PaymentsOptions {
  /** How long a ride waits for its rider, driver or merchant to become known, in milliseconds. */
  readonly customerWaitMs: number;
  readonly group?: string;
  readonly topics?: readonly string[];
}

/** Wires payments to the platform's parts: one consumer, two routes. */
export async function startPayments(
  platform: Platform,
  { customerWaitMs, group = 'angkutan.payments', topics = CONSUMED_TOPICS }: PaymentsOptions,
  life: Life,
): Promise<void> {
  const { logger, connection } = platform;
  const rows = await openRows(connection);
  const readCase: ReadCase = async (caseId) =>
    (await findCases(rows, [caseId])).get(caseId) ?? newCase(caseId);

  const consumer = await startConsumer({
    ...platform,
    executor: withAlerts(platform.executor, logger),
    group,
    topics,
    types: CONSUMED_TYPES,
    work: createPaymentsWork(rows),
    waitLimitMs: customerWaitMs,
    onDead: (error) => life.fail('consumer', error),
  });
  life.onStop('consumer', () => consumer.stop());

  await platform.serve({
    routes: [getPayment(readCase), getRidePayment(readCase)],
    problems: PROBLEMS,
    readiness: () => ({ consumer: consumer.isAlive() }),
  });
}
