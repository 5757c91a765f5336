import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaJars } from '../downloads/kafka.ts';
import { freePort, portOrAny } from '../process/ports.ts';
import type { Session } from '../process/session.ts';
import { supervise } from '../process/supervise.ts';
import { describeEnd, spawnTied, type Command } from '../process/tied-process.ts';
import { until } from '../process/until.ts';
import { clusterIdOf } from './kafka-client.ts';
import { portsOf, rememberPort } from './remembered-ports.ts';

export const JAVA_FLAGS = ['-Xmx512m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

const READY_WITHIN_MS = 90_000;

/**
 * Starts one Kafka broker, in KRaft mode, on data kept in the state folder. Returns once the cluster that
 * answers at its address has been seen to be ours; messages may need a moment more.
 */
export async function startKafka(session: Session): Promise<{ brokers: readonly string[] }> {
  const jars = await kafkaJars(session);
  const data = join(session.stateDir, 'data', 'kafka');
  mkdirSync(data, { recursive: true });
  const port = await portOrAny(portsOf(session.stateDir).kafka);
  const properties = join(session.stateDir, 'data', 'kafka.properties');
  writeFileSync(properties, serverProperties({ data, port, controllerPort: await freePort() }));
  const clusterId = ownClusterId(session.stateDir);
  await format(session, { jars, data, properties, clusterId });
  const brokers = [`127.0.0.1:${port}`];
  await supervise(session, {
    command: java(session, 'kafka', [...classPath(jars), 'kafka.Kafka', properties]),
    readyWithinMs: READY_WITHIN_MS,
    ready: (signal) => assertCluster(brokers, clusterId, signal),
  });
  rememberPort(session.stateDir, 'kafka', port);
  return { brokers };
}

/** A Java program whose words go to the log of that name. */
export function java(session: Session, name: string, args: readonly string[]): Command {
  const logFile = join(session.stateDir, 'logs', `${name}.log`);
  return {
    name,
    file: 'java',
    args: [...JAVA_FLAGS, ...args],
    env: { ...session.environment },
    logFile,
  };
}

function classPath(jars: string): readonly string[] {
  return ['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', join(jars, '*')];
}

/** Another broker may have taken the address; nothing of it may be touched. */
async function assertCluster(
  brokers: readonly string[],
  clusterId: string,
  signal: AbortSignal,
): Promise<void> {
  const patience = { what: 'Kafka answers', withinMs: READY_WITHIN_MS, signal };
  const found = await until(() => clusterIdOf(brokers), patience);
  if (found === clusterId) return;
  throw new Error(
    `At ${brokers.join()} answers the Kafka cluster ${found}, not ours (${clusterId})`,
  );
}

function ownClusterId(stateDir: string): string {
  const file = join(stateDir, 'data', 'kafka-cluster-id');
  if (!existsSync(file)) writeFileSync(file, `A${randomBytes(16).toString('base64url').slice(1)}`);
  return readFileSync(file, 'utf8').trim();
}

interface Formatting {
  readonly jars: string;
  readonly data: string;
  readonly properties: string;
  readonly clusterId: string;
}

async function format(
  session: Session,
  { jars, data, properties, clusterId }: Formatting,
): Promise<void> {
  if (existsSync(join(data, 'meta.properties'))) return;
  const tool = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties];
  const process = await spawnTied(java(session, 'kafka-format', [...classPath(jars), ...tool]));
  const ended = await process.ended;
  if (ended.code !== 0) {
    throw new Error(
      `Kafka's storage cannot be formatted (${describeEnd(ended)}): see logs/kafka-format.log`,
    );
  }
}

function serverProperties(at: { data: string; port: number; controllerPort: number }): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${at.controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${at.port},CONTROLLER://127.0.0.1:${at.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${at.port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': at.data,
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '2',
    'default.replication.factor': '1',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
