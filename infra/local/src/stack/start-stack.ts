import { join } from 'node:path';
import { registerAll, TOPICS } from '@angkutan/events';
import type { Addresses, How, PartName } from '../parts/parts.ts';
import { choose } from '../parts/choose.ts';
import { bringParts } from '../parts/start-parts.ts';
import { openSession, type Environment, type Log, type Session } from '../process/session.ts';
import { buildConsole, type Onlookers, startOnlookers } from './console.ts';
import { givenKasPro, startSimulator, type KasProAccess } from './kaspro.ts';
import { serveJwks } from './jwks-server.ts';
import { startProgram } from './node-program.ts';
import { loadSecrets } from './secrets.ts';
import { AUTH_AUDIENCE, AUTH_ISSUER, loadSigningKey, type SigningKey } from './signing-key.ts';
import { publishStack, removeStack, type Instance } from './stack-file.ts';
import {
  allotPorts,
  perService,
  SERVICES,
  type ServiceName,
  type StackPorts,
} from './stack-ports.ts';

export interface StackOptions {
  /** The repository. */
  readonly root: string;
  readonly stateDir: string;
  readonly environment: Environment;
  readonly log: Log;
  /** How many of each service; default 1. */
  readonly instances?: number;
  /** Forget the data that earlier runs kept. */
  readonly fresh?: boolean;
  /** Aborting it stops everything, also in the middle of a start. */
  readonly signal?: AbortSignal;
}

/** The whole platform, running. */
export interface Stack extends Addresses {
  readonly how: Readonly<Record<PartName, How>>;
  readonly kaspro: Omit<KasProAccess, 'environment'>;
  readonly services: Readonly<Record<ServiceName, readonly Instance[]>>;
  readonly token: SigningKey['token'];
  /** Stops everything in reverse order. Idempotent. */
  stop(): Promise<void>;
}

/** Starts the parts, the KasPro simulator and the services. Throws with the reason, all stopped again. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const given = givenKasPro(options.environment);
  const session = await openSession(options);
  try {
    return await assemble(session, options, given);
  } catch (error) {
    await session.teardown.close();
    throw options.signal?.aborted ? options.signal.reason : error;
  }
}

async function assemble(
  session: Session,
  options: StackOptions,
  given: KasProAccess | undefined,
): Promise<Stack> {
  const { stateDir } = session;
  removeStack(stateDir);
  const secrets = loadSecrets(stateDir);
  const key = await loadSigningKey(stateDir);
  const ports = await allotPorts(session, options.instances ?? 1);
  const walletUrl = `http://127.0.0.1:${ports.services.wallet[0]}`;
  const [parts, kaspro, jwksUrl] = await Promise.all([
    bringParts(session, choose(session.environment), TOPICS),
    given ??
      startSimulator(session, { root: options.root, port: ports.simulator, secrets, walletUrl }),
    serveJwks(session, key),
    buildConsole(session, options.root),
  ]);
  await registerAll(parts.schemaRegistry.url);
  const environment: Environment = {
    ...kaspro.environment,
    KAFKA_BROKERS: parts.kafka.brokers.join(','),
    MONGODB_URI: parts.mongodb.uri,
    SCHEMA_REGISTRY_URL: parts.schemaRegistry.url,
    AUTH_JWKS_URL: jwksUrl,
    AUTH_ISSUER,
    AUTH_AUDIENCE,
    EVENT_SEALING_KEY: secrets.EVENT_SEALING_KEY,
    LOOKUP_KEY: secrets.LOOKUP_KEY,
    LOG_LEVEL: session.environment['LOG_LEVEL'] ?? 'info',
    ANGKUTAN_MODE: 'local',
    // All services are at hand and know a version at once.
    RULES_LEAD_S: session.environment['RULES_LEAD_S'] ?? '1',
    // Everybody who is played here comes from one address.
    OTP_PER_ADDRESS_PER_HOUR_MAX: '1000000',
    OTP_GLOBAL_PER_MINUTE_MAX: '1000000',
  };
  const services = perService((): Instance[] => []);
  let onlookers: Onlookers | undefined;
  const publish = (): void => {
    if (session.teardown.closing || !onlookers) return;
    const named = SERVICES.map((name) => [
      name,
      { ...services[name][0], instances: services[name] },
    ]);
    publishStack(session, {
      ...addressesOf(parts),
      kaspro: { url: kaspro.url },
      services: Object.fromEntries(named),
      ...onlookers,
    });
  };
  const { root } = options;
  await startServices(session, { root, ports, environment, services, publish });
  const sandboxUrl = kaspro.sandbox ? kaspro.url : undefined;
  await startOnlookers(session, { root, ports, environment, key, sandboxUrl }, (running) => {
    onlookers = running;
    publish();
  });
  session.teardown.defer('the stack file', async () => removeStack(stateDir));
  const { environment: _given, ...access } = kaspro;
  return {
    ...parts,
    kaspro: access,
    services,
    token: key.token,
    stop: () => session.teardown.close(),
  };
}

function addressesOf({ kafka, mongodb, schemaRegistry }: Addresses): Addresses {
  return { kafka, mongodb, schemaRegistry };
}

interface Fleet {
  readonly root: string;
  readonly ports: StackPorts;
  readonly environment: Environment;
  /** Filled in as instances come up, and again when one is started anew. */
  readonly services: Record<ServiceName, Instance[]>;
  readonly publish: () => void;
}

async function startServices(session: Session, fleet: Fleet): Promise<void> {
  let complete = false;
  const startInstance = async (name: ServiceName, index: number, port: number): Promise<void> => {
    await startProgram(session, {
      name: index === 0 ? name : `${name}-${index + 1}`,
      main: join(fleet.root, 'services', name, 'src/main.ts'),
      environment: { ...fleet.environment, PORT: String(port) },
      onRunning: (instance) => {
        fleet.services[name][index] = instance;
        if (complete) fleet.publish();
      },
    });
  };
  const starts = SERVICES.flatMap((name) =>
    fleet.ports.services[name].map((port, index) => startInstance(name, index, port)),
  );
  await Promise.all(starts);
  complete = true;
  fleet.publish();
}
