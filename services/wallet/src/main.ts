import { runService } from '@angkutan/service';
import { environmentSchema } from './config.ts';
import { startWallet } from './start.ts';

await runService({
  service: 'wallet',
  version: '0.1.0',
  schema: environmentSchema,
  environment: process.env,
  start: startWallet,
});
