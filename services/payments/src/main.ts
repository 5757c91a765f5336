import { runService } from '@angkutan/service';
import { paymentsEnvironment } from './config.ts';
import { startPayments } from './start.ts';

await runService({
  service: 'payments',
  version: '0.1.0',
  schema: paymentsEnvironment,
  environment: process.env,
  start: startPayments,
});
