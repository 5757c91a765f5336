// A service of nothing but the platform's parts, for start-up.test.ts. Its database is DATABASE_SUFFIX's.
import { platformEnvironment } from '../src/environment.ts';
import { runService } from '../src/run-service.ts';

await runService({
  service: `start-up-${process.env['DATABASE_SUFFIX']}`,
  version: '0.0.0',
  schema: platformEnvironment,
  environment: process.env,
  start: (platform) =>
    platform.serve({
      routes: [],
      problems: {},
      readiness: () => ({ everything: true }),
      operations: {},
    }),
});
