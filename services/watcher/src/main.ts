import { runService } from '@angkutan/service';
import { environmentSchema } from './config.ts';
import { startWatcher } from './start.ts';

await runService({
  service: 'watcher',
  version: '0.1.0',
  schema: environmentSchema,
  environment: process.env,
  start: startWatcher,
});
