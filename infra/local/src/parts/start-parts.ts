import { KAFKA_VERSION } from '../downloads/kafka.ts';
import { requirePrerequisites } from '../downloads/prerequisites.ts';
import { sayReady } from '../process/ready-line.ts';
import type { Log, Session } from '../process/session.ts';
import { messageOf } from '../process/until.ts';
import type { Choice } from './choose.ts';
import { engineMissing } from './docker-engine.ts';
import { createTopics, untilMessagesFlow } from './kafka-client.ts';
import { startKafka } from './kafka-process.ts';
import { untilUsable } from './mongo-client.ts';
import { startMongod } from './mongod-process.ts';
import type { Addresses, How, PartName, Topic } from './parts.ts';
import { untilRegistryAnswers } from './registry-client.ts';
import { startRegistry } from './registry-process.ts';

/** How long a part that was given to us may take to answer, unless the variable of this name says otherwise. */
const STARTUP_WAIT_S = 60;

export type Brought = Addresses & { readonly how: Readonly<Record<PartName, How>> };

/** Brings Kafka, MongoDB and the registry up in a session, and creates the topics. */
export async function bringParts(
  session: Session,
  choice: Choice,
  topics: readonly Topic[],
): Promise<Brought> {
  const { how: started, addresses } = await startWanted(session, choice);
  const { kafka, mongodb, schemaRegistry } = { ...choice.given, ...addresses };
  await untilGivenAnswer(session, choice.given);
  if (!kafka || !mongodb || !schemaRegistry) throw new Error('AKT_PART_WITHOUT_ADDRESS');
  // Processes have shown it already, while the registry was starting.
  if (started !== 'local') await untilMessagesFlow(kafka.brokers);
  await prepareTopics(kafka.brokers, topics, session.log);
  const howOf = (part: PartName): How => (choice.given[part] ? 'external' : started);
  const how = {
    kafka: howOf('kafka'),
    mongodb: howOf('mongodb'),
    schemaRegistry: howOf('schemaRegistry'),
  };
  const brought = { kafka, mongodb, schemaRegistry, how };
  sayOthers(session, brought);
  return brought;
}

/** Processes have said it themselves, each when it was ready. */
function sayOthers(session: Session, { kafka, mongodb, schemaRegistry, how }: Brought): void {
  const say = (name: string, way: How, address: string): void => {
    if (way === 'external') sayReady(session, `${name}, given`, address);
    if (way === 'docker') sayReady(session, `${name}, container`, address);
  };
  say('MongoDB', how.mongodb, mongodb.uri);
  say('Kafka', how.kafka, kafka.brokers.join(', '));
  say('registry', how.schemaRegistry, schemaRegistry.url);
}

async function untilGivenAnswer(
  { environment, log }: Session,
  { mongodb, schemaRegistry }: Partial<Addresses>,
): Promise<void> {
  const patience = {
    withinMs: Number(environment['STARTUP_WAIT_S'] || STARTUP_WAIT_S) * 1000,
    log,
  };
  await Promise.all([
    mongodb && untilUsable(mongodb.uri, patience),
    schemaRegistry && untilRegistryAnswers(schemaRegistry.url, patience),
  ]);
}

interface Started {
  readonly how: How;
  readonly addresses: Partial<Addresses>;
}

async function startWanted(session: Session, choice: Choice): Promise<Started> {
  if (choice.wanted.length === 0) return { how: 'external', addresses: {} };
  const missing =
    choice.forced === 'local' ? 'not asked' : await engineMissing(session.environment);
  if (missing === undefined) {
    const containers = await tryContainers(session, choice);
    if (containers) return { how: 'docker', addresses: containers };
  } else if (choice.forced === 'docker') {
    throw new Error(`ANGKUTAN_INFRA=docker cannot work: ${missing}`);
  }
  return { how: 'local', addresses: await startProcesses(session, choice) };
}

async function tryContainers(
  session: Session,
  choice: Choice,
): Promise<Partial<Addresses> | undefined> {
  const docker = await import('./docker.ts');
  try {
    await docker.getImages(session, choice.wanted);
  } catch (error) {
    if (choice.forced === 'docker')
      throw new Error(`ANGKUTAN_INFRA=docker cannot work: ${messageOf(error)}`);
    session.log(`Docker is not used: ${messageOf(error)}`);
    return undefined;
  }
  return docker.startContainers(session, choice.wanted);
}

async function startProcesses(
  session: Session,
  { wanted, given }: Choice,
): Promise<Partial<Addresses>> {
  const wants = (part: PartName): boolean => wanted.includes(part);
  if (wants('kafka') || wants('schemaRegistry'))
    requirePrerequisites(['java'], session.environment);
  const [streams, mongodb] = await Promise.all([
    startStreams(session, { wants, given }),
    wants('mongodb') ? startMongod(session) : undefined,
  ]);
  return { ...streams, ...(mongodb && { mongodb }) };
}

/** The registry keeps its schemas in Kafka, so it starts as soon as the broker is known to be the right one. */
async function startStreams(
  session: Session,
  { wants, given }: { wants: (part: PartName) => boolean; given: Partial<Addresses> },
): Promise<Partial<Addresses>> {
  const kafka = wants('kafka') ? await startKafka(session) : given.kafka;
  if (!kafka) throw new Error('AKT_PART_WITHOUT_ADDRESS');
  const [schemaRegistry] = await Promise.all([
    wants('schemaRegistry') ? startRegistry(session, kafka.brokers) : undefined,
    untilMessagesFlow(kafka.brokers).then(() => {
      if (wants('kafka')) sayReady(session, `Kafka ${KAFKA_VERSION}`, kafka.brokers.join(', '));
    }),
  ]);
  return { kafka, ...(schemaRegistry && { schemaRegistry }) };
}

async function prepareTopics(
  brokers: readonly string[],
  topics: readonly Topic[],
  log: Log,
): Promise<void> {
  for (const { topic, partitions } of await createTopics(brokers, topics)) {
    log(
      `The topic ${topic.name} has ${partitions} partitions, not ${topic.partitions}; it is kept, for its keys are ordered by them`,
    );
  }
}
