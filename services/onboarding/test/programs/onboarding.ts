// Onboarding as it runs, under a name of its own, and so on a database of its own.
import { runService } from '@angkutan/service';
import { onboardingEnvironment } from '../../src/config.ts';
import { startOnboarding } from '../../src/start.ts';

await runService({
  service: process.env['SERVICE'] ?? 'onboarding-under-test',
  version: '0.0.0',
  schema: onboardingEnvironment,
  environment: process.env,
  start: startOnboarding,
});
