/** The life of a service's process: environment, waiting for its parts, running, draining. */
export { type ServiceAddress, serviceAddresses } from './addresses.ts';
export {
  EnvironmentError,
  keyOf32Bytes,
  platformEnvironment,
  type PlatformEnvironment,
  readEnvironment,
} from './environment.ts';
export { type Job, type JobOptions, startJob } from './job.ts';
export { type Life, live } from './lifecycle.ts';
export type { OperatedConsumer, StoryStep } from '@angkutan/operations';
export type { Platform } from './platform.ts';
export { createSite, type OperatedParts, type Site } from './site.ts';
export { runService, type ServiceDefinition } from './run-service.ts';
