import { TOPICS } from '@angkutan/events';
import type { Parts, Topic } from './parts/parts.ts';
import { choose } from './parts/choose.ts';
import { bringParts } from './parts/start-parts.ts';
import { openSession, unclaimedSession, type Environment, type Log } from './process/session.ts';

export { startStack, type Stack, type StackOptions } from './stack/start-stack.ts';
export { perService, type ServiceName } from './stack/stack-ports.ts';
export { readStack, type Instance, type StackDocument } from './stack/stack-file.ts';
export { loadSigningKey, type SigningKey } from './stack/signing-key.ts';
export { checkLedger, checkProvider, type Check } from './demo/books.ts';
export { playDemo, type Demo } from './demo/play.ts';
export { call, UnexpectedAnswer } from './demo/http.ts';
export {
  type Person,
  proveIdentity,
  payIn,
  proveNumber,
  register,
  requestCode,
  topUp,
  untilHolds,
} from './demo/people.ts';
export {
  openRidePlatform,
  type RideEvent,
  type RidePlatform,
  traceOfRide,
} from './demo/ride-platform.ts';
export { openChromium } from './process/chromium.ts';
export { watchForStop, type StopRequest } from './process/stop-request.ts';
export type { Addresses, How, PartName, Parts, Topic } from './parts/parts.ts';

export interface PartsOptions {
  /** Where data, logs and records live; one launcher at a time. */
  readonly stateDir: string;
  /** Forget the data that earlier runs kept. */
  readonly fresh?: boolean;
  readonly log?: Log;
  readonly topics?: readonly Topic[];
  /** process.env: KAFKA_BROKERS, MONGODB_URI, SCHEMA_REGISTRY_URL, ANGKUTAN_INFRA, and what tools need. */
  readonly environment: Environment;
  /** Aborting it stops everything, also in the middle of a start. */
  readonly signal?: AbortSignal;
}

/**
 * Brings up real Kafka, MongoDB (a replica set) and a schema registry: given ones, containers, or processes
 * from packages, in this order of preference. Throws with the reason when that cannot be, with everything
 * that had been started stopped again. With every address given it starts nothing and claims no folder.
 */
export async function startParts(options: PartsOptions): Promise<Parts> {
  const { stateDir, environment, fresh, signal, topics = TOPICS } = options;
  const log = options.log ?? ((): void => undefined);
  const choice = choose(environment);
  const open = choice.wanted.length === 0 ? unclaimedSession : openSession;
  const session = await open({ stateDir, environment, log, fresh, signal });
  try {
    const brought = await bringParts(session, choice, topics);
    return { ...brought, stop: () => session.teardown.close() };
  } catch (error) {
    await session.teardown.close();
    throw signal?.aborted ? signal.reason : error;
  }
}
