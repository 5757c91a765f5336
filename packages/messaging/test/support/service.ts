import { createCodec, toHeaders, topicOf } from '@angkutan/events';
import type { Codec, EventType, TopUpReceived } from '@angkutan/events';
import { connect } from '@angkutan/mongo';
import { createLogger, type Logger } from '@angkutan/telemetry';
import { parts, testDatabase, unique } from '@angkutan/testkit';
import type { Kafka, Message as KafkaMessage } from 'kafkajs';
import mongoose, { type Connection } from 'mongoose';
import { prepareCollections } from '../../src/collections.ts';
import { startConsumer, type ConsumerOptions, type RunningConsumer } from '../../src/consumer.ts';
import { createExecutor, type Executor } from '../../src/executor.ts';
import { connectKafka } from '../../src/kafka.ts';
import { tail, type Tail } from './tail.ts';
import { topUps, type Books, type Credit } from './top-ups.ts';

/** A database of one's own and all that a service is made of. */
export interface TestService {
  readonly connection: Connection;
  readonly codec: Codec;
  readonly executor: Executor;
  readonly logger: Logger;
  /** Every log line as JSON text. */
  readonly lines: readonly string[];
  rows(collection: string): Promise<Record<string, unknown>[]>;
  /** A client of the broker, connected the first time. */
  kafka(): Promise<Kafka>;
  /** Reads a topic until the service closes. */
  tail(topic: string): Promise<Tail>;
  consume(
    topic: string,
    changes?: Partial<ConsumerOptions<Books, Credit>>,
  ): Promise<RunningConsumer>;
  close(): Promise<void>;
}

export interface TestServiceOptions {
  readonly mongodbUri?: string;
  readonly topicFor?: (type: EventType) => string;
  readonly registryUrl?: string;
}

export async function startService(options: TestServiceOptions = {}): Promise<TestService> {
  const database = testDatabase('messaging');
  const connection = await connect(options.mongodbUri ?? database.uri, { name: database.name });
  await prepareCollections(connection);
  for (const name of ['balances', 'effects', 'known']) await connection.createCollection(name);
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'test', level: 'debug', destination });
  const codec = createCodec({ registryUrl: options.registryUrl ?? parts().schemaRegistryUrl });
  const { topicFor = (type) => topicOf(type).name } = options;
  const executor = createExecutor({ connection, codec, logger, source: '/test', topicFor });
  const brokers = parts().kafkaBrokers;
  let kafka: Promise<Kafka> | undefined;
  const running: { stop(): Promise<void> }[] = [];

  const service: TestService = {
    connection,
    codec,
    executor,
    logger,
    lines,
    rows: (collection) => database.rows(collection),
    kafka: () => (kafka ??= connectKafka({ brokers, clientId: 'test', logger })),
    async tail(topic) {
      const reading = await tail(await service.kafka(), topic);
      running.push(reading);
      return reading;
    },
    async consume(topic, changes = {}) {
      const consumer = await startConsumer({
        kafka: await service.kafka(),
        connection,
        executor,
        codec,
        logger,
        group: unique('group'),
        topics: [topic],
        work: topUps(connection),
        waitLimitMs: 60_000,
        version: '1.2.3',
        onDead: (error) => logger.error({ err: error }, 'dead'),
        ...changes,
      });
      running.push(consumer);
      return consumer;
    },
    async close() {
      await Promise.all(running.map((one) => one.stop()));
      await connection.close();
      await endTransactions(database.name);
      await database.drop();
    },
  };
  return service;
}

// MongoDB keeps the open transaction of a killed process for a minute, and a drop waits for it.
async function endTransactions(appName: string): Promise<void> {
  const client = new mongoose.mongo.MongoClient(parts().mongodbUri);
  try {
    const open = await client
      .db('admin')
      .aggregate([
        { $currentOp: { idleSessions: true } },
        { $match: { appName, transaction: { $exists: true } } },
        { $project: { id: '$lsid.id' } },
      ])
      .toArray();
    const killSessions = open.map(({ id }) => ({ id }));
    if (killSessions.length > 0) await client.db('admin').command({ killSessions });
  } finally {
    await client.close();
  }
}

/** The events as records of their topic, ready to be produced. */
export async function toRecords(
  codec: Codec,
  events: readonly TopUpReceived[],
): Promise<readonly KafkaMessage[]> {
  return await Promise.all(
    events.map(async (data) => ({
      key: data.customerId,
      value: await codec.frame(codec.encode({ type: 'TopUpReceived', data })),
      headers: toHeaders({
        id: data.eventId,
        type: 'TopUpReceived',
        source: '/test',
        occurredAt: data.occurredAt,
        key: data.customerId,
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      }),
    })),
  );
}
