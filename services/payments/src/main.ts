import { runService } from '@angkutan/service';
import { paymentsEnvironment } from './config.ts';
import { startPayments } from './start.ts';

await runService({
  service: 'payments',
  version: '0.1.0',
  schema: paymentsEnvironment,
  environment: process.env,
  start: (platform, { CUSTOMER_WAIT_S, EVENT_SEALING_KEY, LOOKUP_KEY }, life) =>
    startPayments(
      platform,
      {
        customerWaitMs: CUSTOMER_WAIT_S * 1_000,
        sealingKey: EVENT_SEALING_KEY,
        lookupKey: LOOKUP_KEY,
      },
      life,
    ),
});
