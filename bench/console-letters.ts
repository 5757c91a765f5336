import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import type { Stack } from '@angkutan/local';

const GROUP = 'angkutan.payments';
const TOPIC = 'angkutan.rides';
const CAUSES = 20;
const BATCH = 5_000;
const VALUE_BYTES = 160;
/** So many share a millisecond, as those of one batch do. */
const OF_ONE_MOMENT = 20;

/** Makes the topic of rides as wide as that of a large platform. */
export async function widen({ kafka }: Stack, partitions: number): Promise<void> {
  const { Kafka, logLevel } = kafkajs;
  const admin = new Kafka({
    brokers: [...kafka.brokers],
    logLevel: logLevel.NOTHING,
  }).admin();
  await admin.connect();
  const topicPartitions = [{ topic: TOPIC, count: partitions }];
  await admin.createPartitions({ topicPartitions, validateOnly: false });
  await admin.disconnect();
}

/** Puts so many dead letters into the database of payments, as the service itself would have kept them. */
export async function fill({ mongodb }: Stack, letters: number): Promise<void> {
  const connection = await mongoose
    .createConnection(mongodb.uri, { dbName: 'angkutan-payments' })
    .asPromise();
  const collection = connection.collection<{ _id: string }>('dead_letters');
  await collection.deleteMany({});
  const now = Date.now();
  for (let from = 0; from < letters; from += BATCH) {
    const count = Math.min(BATCH, letters - from);
    await collection.insertMany(Array.from({ length: count }, (_, n) => letter(from + n, now)));
  }
  await connection.close();
}

function letter(n: number, now: number) {
  const rideId = `ride-${randomUUID()}`;
  const at = new Date(now - Math.floor(n / OF_ONE_MOMENT));
  const cause = n % CAUSES;
  return {
    _id: `${GROUP}:${randomUUID()}`,
    group: GROUP,
    topic: TOPIC,
    partition: n % 12,
    offset: n,
    lane: `${GROUP}:${TOPIC}:${rideId}`,
    keyText: rideId,
    type: 'RideCompleted',
    key: Buffer.from(rideId),
    value: Buffer.alloc(VALUE_BYTES, n),
    headers: [['ce_id', Buffer.from(randomUUID())]],
    errorClass: 'Refused',
    code: `BENCH_CAUSE_${cause}`,
    text: 'promotion beyond the fare',
    frames: [],
    schemaId: 7,
    codeVersion: '0.1.0',
    cause: `bench-${cause}`,
    attempts: 1,
    firstFailureAt: at,
    at,
    words: `rideId ${rideId} fare ${n} service BIKE paymentMethod WALLET`,
    status: 'DEAD',
  };
}
