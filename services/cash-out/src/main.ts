import { runService } from '@angkutan/service';
import { cashOutEnvironment } from './config.ts';
import { startCashOut } from './start.ts';

await runService({
  service: 'cash-out',
  version: '0.1.0',
  schema: cashOutEnvironment,
  environment: process.env,
  start: (platform, environment, life) => startCashOut(platform, environment, life),
});
