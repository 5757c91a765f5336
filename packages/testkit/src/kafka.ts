import { type Admin, Kafka, logLevel, type KafkaMessage, type Message } from 'kafkajs';
import { eventually, type Patience } from './eventually.ts';
import { parts } from './parts.ts';
import { unique } from './unique.ts';

function kafka(): Kafka {
  const clientId = 'angkutan-testkit';
  return new Kafka({ clientId, brokers: [...parts().kafkaBrokers], logLevel: logLevel.NOTHING });
}

/** Creates a topic of a unique name and answers the name. */
export async function createTopic(prefix: string, partitions = 1): Promise<string> {
  const topic = unique(prefix);
  const admin = kafka().admin();
  await admin.connect();
  try {
    const topics = [{ topic, numPartitions: partitions, replicationFactor: 1 }];
    await admin.createTopics({ topics, waitForLeaders: false });
    // A busy broker tells of a topic that it has just made only after a while.
    await eventually(() => hasLeaders(admin, topic), { within: 30_000 });
    return topic;
  } finally {
    await admin.disconnect();
  }
}

async function hasLeaders(admin: Admin, name: string): Promise<boolean> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
  return topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
}

/** Sends messages in order, acknowledged by all replicas. */
export async function produce(topic: string, messages: readonly Message[]): Promise<void> {
  const producer = kafka().producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    await producer.send({ topic, messages: [...messages], acks: -1 });
  } finally {
    await producer.disconnect();
  }
}

export type Produced = KafkaMessage & { readonly partition: number };

/** Reads a topic from its beginning until `enough` of what has come, and answers all of that. */
export async function readTopic(
  topic: string,
  enough: (messages: readonly Produced[]) => boolean,
  patience: Patience = {},
): Promise<readonly Produced[]> {
  const consumer = kafka().consumer({ groupId: unique('testkit'), sessionTimeout: 6_000 });
  const messages: Produced[] = [];
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    const eachMessage = async ({
      message,
      partition,
    }: {
      message: KafkaMessage;
      partition: number;
    }) => void messages.push({ ...message, partition });
    await consumer.run({ autoCommit: false, eachMessage });
    await eventually(() => enough(messages), patience);
    return messages;
  } finally {
    await consumer.disconnect();
  }
}
