import { runService } from '@angkutan/service';
import { environmentSchema } from './config.ts';
import { startConsole } from './start.ts';

await runService({
  service: 'console',
  version: '0.1.0',
  schema: environmentSchema,
  environment: process.env,
  start: startConsole,
});
