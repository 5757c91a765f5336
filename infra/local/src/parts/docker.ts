// The parts as containers. Their data lives and dies with them: a container is removed when it stops.
import { GenericContainer, getContainerRuntimeClient, ImageName } from 'testcontainers';
import { freePort } from '../process/ports.ts';
import type { Session } from '../process/session.ts';
import { KAFKA_VERSION } from '../downloads/kafka.ts';
import { REGISTRY_VERSION } from '../downloads/registry.ts';
import { messageOf } from '../process/until.ts';
import { untilPrimary } from './mongo-client.ts';
import { uriOf } from './mongod-process.ts';
import type { Addresses, PartName } from './parts.ts';
import { untilRegistryAnswers } from './registry-client.ts';
import { registryUrl } from './registry-process.ts';

// Named without a host: the engine asks the registry that it is configured for.
const IMAGES: Readonly<Record<PartName, string>> = {
  kafka: `apache/kafka:${KAFKA_VERSION}`,
  mongodb: 'mongo:8.0',
  schemaRegistry: `apicurio/apicurio-registry:${REGISTRY_VERSION}`,
};
const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 15_000;

/** Gets the images that are not there yet. Throws with the engine's reason when one cannot be had. */
export async function getImages(session: Session, parts: readonly PartName[]): Promise<void> {
  const client = await getContainerRuntimeClient();
  for (const image of parts.map((part) => IMAGES[part])) {
    const name = ImageName.fromString(image);
    if (await client.image.exists(name)) continue;
    session.log(`Downloading the image ${image}`);
    try {
      await client.image.pull(name);
    } catch (error) {
      throw new Error(`the image ${image} cannot be had (${messageOf(error)})`);
    }
  }
}

/** Starts the named parts as containers, each at a port of this machine. */
export async function startContainers(
  session: Session,
  parts: readonly PartName[],
): Promise<Partial<Addresses>> {
  const starters = { kafka: startKafka, mongodb: startMongodb, schemaRegistry: startRegistry };
  const started = await Promise.all(parts.map((part) => starters[part](session)));
  return Object.assign({}, ...started);
}

async function startKafka(session: Session): Promise<Partial<Addresses>> {
  const port = await freePort();
  // The same port inside and outside, because a broker tells its clients where to come back to.
  await start(session, 'kafka', { inside: port, outside: port }, (container) =>
    container.withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_LISTENERS: `PLAINTEXT://0.0.0.0:${port},CONTROLLER://localhost:9093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    }),
  );
  return { kafka: { brokers: [`127.0.0.1:${port}`] } };
}

async function startMongodb(session: Session): Promise<Partial<Addresses>> {
  const port = await freePort();
  const command = ['mongod', '--replSet', 'angkutan', '--bind_ip_all', '--port', String(port)];
  await start(session, 'mongodb', { inside: port, outside: port }, (container) =>
    container.withCommand(command),
  );
  const host = `127.0.0.1:${port}`;
  await untilPrimary(host, { withinMs: READY_WITHIN_MS });
  return { mongodb: { uri: uriOf(host) } };
}

async function startRegistry(session: Session): Promise<Partial<Addresses>> {
  const port = await freePort();
  // Kept in memory: its container cannot reach a broker that calls itself 127.0.0.1.
  await start(session, 'schemaRegistry', { inside: 8080, outside: port }, (container) => container);
  const url = registryUrl(port);
  await untilRegistryAnswers(url, { withinMs: READY_WITHIN_MS });
  return { schemaRegistry: { url } };
}

async function start(
  session: Session,
  part: PartName,
  port: { inside: number; outside: number },
  configure: (container: GenericContainer) => GenericContainer,
): Promise<void> {
  const container = new GenericContainer(IMAGES[part])
    .withExposedPorts({ container: port.inside, host: port.outside })
    .withStartupTimeout(READY_WITHIN_MS);
  const running = await configure(container).start();
  session.teardown.defer(part, async () => void (await running.stop({ timeout: STOP_WITHIN_MS })));
}
