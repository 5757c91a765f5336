import { randomUUID } from 'node:crypto';
import { createTopics as create } from '@angkutan/messaging';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { until } from '../process/until.ts';
import type { Topic } from './parts.ts';

const READINESS_TOPIC = 'angkutan.local.readiness';
const ROUND_TRIP_WITHIN_MS = 60_000;
const CONNECT_WITHIN_MS = 3_000;
const COMPACTED = [{ name: 'cleanup.policy', value: 'compact' }];

function connectTo(brokers: readonly string[]): Kafka {
  return new Kafka({
    clientId: 'angkutan-local',
    brokers: [...brokers],
    connectionTimeout: CONNECT_WITHIN_MS,
    logLevel: logLevel.NOTHING,
    retry: { retries: 2, initialRetryTime: 100 },
  });
}

async function withAdmin<T>(
  brokers: readonly string[],
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = connectTo(brokers).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** The id of the cluster that answers there. Throws when none does. */
export async function clusterIdOf(brokers: readonly string[]): Promise<string> {
  return withAdmin(brokers, async (admin) => (await admin.describeCluster()).clusterId);
}

/**
 * Waits until a message really goes in and comes out again. An open port proves nothing: the first answers
 * of a broker that starts are refusals.
 */
export async function untilMessagesFlow(
  brokers: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  await until(() => roundTrip(brokers), {
    what: `Kafka at ${brokers.join(', ')} takes and gives a message`,
    withinMs: ROUND_TRIP_WITHIN_MS,
    ...(signal && { signal }),
  });
}

async function roundTrip(brokers: readonly string[]): Promise<true> {
  await createTopics(brokers, [{ name: READINESS_TOPIC, partitions: 1 }]);
  const token = randomUUID();
  const producer = connectTo(brokers).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    await producer.send({ topic: READINESS_TOPIC, messages: [{ value: token }] });
  } finally {
    await producer.disconnect();
  }
  await readBack(brokers, token);
  return true;
}

async function readBack(brokers: readonly string[], token: string): Promise<void> {
  // A group of its own, or a member that an earlier run left behind would be waited for.
  const groupId = `angkutan-local-readiness-${token}`;
  const consumer = connectTo(brokers).consumer({ groupId, allowAutoTopicCreation: false });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic: READINESS_TOPIC, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const eachMessage = async ({
        message,
      }: {
        message: { value: Buffer | null };
      }): Promise<void> => {
        if (message.value?.toString() === token) resolve();
      };
      consumer.run({ autoCommit: false, eachMessage }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  await withAdmin(brokers, (admin) => admin.deleteGroups([groupId]));
}

/**
 * Creates the topics that are not there yet, with their named partitions. Returns those that are there with
 * another number of partitions: they stay as they are, because more partitions would break the order per key.
 */
export async function createTopics(
  brokers: readonly string[],
  topics: readonly Topic[],
): Promise<readonly { topic: Topic; partitions: number }[]> {
  return withAdmin(brokers, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(topic.name));
    if (missing.length > 0) {
      await create(
        admin,
        // -1: as many copies as the cluster makes by default; one here, three in a cluster of three.
        missing.map(({ name, partitions, compacted = false }) => ({
          topic: name,
          numPartitions: partitions,
          replicationFactor: -1,
          configEntries: compacted ? COMPACTED : [],
        })),
      );
    }
    const kept = topics.filter((topic) => existing.has(topic.name));
    const { topics: found } = await admin.fetchTopicMetadata({
      topics: kept.map(({ name }) => name),
    });
    const counts = new Map(found.map(({ name, partitions }) => [name, partitions.length]));
    return kept
      .map((topic) => ({ topic, partitions: counts.get(topic.name) ?? 0 }))
      .filter(({ topic, partitions }) => partitions !== topic.partitions);
  });
}
