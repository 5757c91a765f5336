import { startConsumer } from '@angkutan/messaging';
import { runService } from '@angkutan/service';
import { paymentsEnvironment } from './config.ts';
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

const VERSION = '0.1.0';
/** mongoose's number for it. */
const CONNECTED = 1;

await runService({
  service: 'payments',
  version: VERSION,
  schema: paymentsEnvironment,
  environment: process.env,
  async start(platform, environment, life) {
    const { logger, connection } = platform;
    const rows = await openRows(connection);
    const readCase: ReadCase = async (rideId) =>
      (await findCases(rows, [rideId])).get(rideId) ?? newCase(rideId);

    const consumer = await startConsumer({
      ...platform,
      executor: withAlerts(platform.executor, logger),
      group: 'payments',
      topics: CONSUMED_TOPICS,
      types: CONSUMED_TYPES,
      work: createPaymentsWork(rows),
      waitLimitMs: environment.CUSTOMER_WAIT_S * 1_000,
      onDead: (error) => life.fail('consumer', error),
    });
    life.onStop('consumer', () => consumer.stop());

    await platform.serve({
      routes: [getPayment(readCase), getRidePayment(readCase)],
      problems: PROBLEMS,
      readiness: () => ({
        mongodb: connection.readyState === CONNECTED,
        consumer: consumer.isAlive(),
      }),
    });
  },
});
