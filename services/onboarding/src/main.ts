import { runService } from '@angkutan/service';
import { onboardingEnvironment } from './config.ts';
import { startOnboarding } from './start.ts';

await runService({
  service: 'onboarding',
  version: '0.1.0',
  schema: onboardingEnvironment,
  environment: process.env,
  start: startOnboarding,
});
