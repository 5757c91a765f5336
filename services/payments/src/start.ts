import { lookupHash, open, seal } from '@angkutan/events';
import type { Route } from '@angkutan/http';
import { startConsumer } from '@angkutan/messaging';
import type { Life, Platform } from '@angkutan/service';
import { withAlerts } from './consumers/alerts.ts';
import { CONSUMED_TOPICS, CONSUMED_TYPES } from './consumers/consumed.ts';
import { newCase } from './domain/ride.ts';
import type { ReadCase } from './http/access.ts';
import { getPayment } from './http/get-payment.ts';
import { getRidePayment } from './http/get-ride-payment.ts';
import { postRefunds } from './http/post-refunds.ts';
import { postTips } from './http/post-tips.ts';
import { postTransfers } from './http/post-transfers.ts';
import { PROBLEMS } from './http/problems.ts';
import { createAsk } from './ask.ts';
import { createPaymentsWork } from './payments-work.ts';
import { findCases } from './store/load.ts';
import { openRows, type Rows } from './store/rows.ts';

export interface PaymentsOptions {
  /** How long a ride waits for its rider, driver or merchant to become known, in milliseconds. */
  readonly customerWaitMs: number;
  /** Seals what people write to each other. */
  readonly sealingKey: Buffer;
  /** Makes the keyed hash by which a phone number is found. */
  readonly lookupKey: Buffer;
  readonly group?: string;
  readonly topics?: readonly string[];
}

/** Wires payments to the platform's parts: one consumer, the routes. */
export async function startPayments(
  platform: Platform,
  options: PaymentsOptions,
  life: Life,
): Promise<void> {
  const { customerWaitMs, group = 'angkutan.payments', topics = CONSUMED_TOPICS } = options;
  const { logger, connection } = platform;
  const rows = await openRows(connection);
  const executor = withAlerts(platform.executor, logger);
  const consumer = await startConsumer({
    ...platform,
    executor,
    group,
    topics,
    types: CONSUMED_TYPES,
    work: createPaymentsWork(rows),
    waitLimitMs: customerWaitMs,
    onDead: (error) => life.fail('consumer', error),
  });
  life.onStop('consumer', () => consumer.stop());

  await platform.serve({
    routes: routesOf({ ...platform, executor }, rows, options),
    problems: PROBLEMS,
    readiness: () => ({ consumer: consumer.isAlive() }),
  });
}

function routesOf(
  { executor }: Pick<Platform, 'executor'>,
  rows: Rows,
  { sealingKey, lookupKey }: PaymentsOptions,
): Route[] {
  const readCase: ReadCase = async (caseId) =>
    (await findCases(rows, [caseId])).get(caseId) ?? newCase(caseId);
  const ask = createAsk(executor, rows);
  return [
    getPayment(readCase, (sealed, paymentId) =>
      open(sealingKey, Buffer.from(sealed, 'base64'), paymentId),
    ),
    getRidePayment(readCase),
    postTips(ask),
    postTransfers({
      ask,
      customerByNumber: async (number) =>
        (await rows.customers.findOne({ phoneHash: lookupHash(lookupKey, number) }))?._id,
      sealNote: (note, paymentId) => seal(sealingKey, note, paymentId).toString('base64'),
    }),
    postRefunds(ask),
  ];
}
