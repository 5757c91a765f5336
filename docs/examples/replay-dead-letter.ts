// node docs/examples/replay-dead-letter.ts <group> <offset>
//
// Hands one dead letter back to the service that gave it up: not through the topic, where everybody would
// read it again, but into the service's parked keys, from where it is tried at once, alone, in its key's
// order. A letter can be handed back once; when it fails again, it becomes a new dead letter.
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type IHeaders, type KafkaMessage } from 'kafkajs';
import mongoose from 'mongoose';

const { KAFKA_BROKERS = '', MONGODB_URI = '' } = process.env;
const [group = '', offset = ''] = process.argv.slice(2);
// The group `angkutan.wallet` belongs to the service `wallet`, and its database is named after it.
const { DATABASE = group.replace('angkutan.', 'angkutan-') } = process.env;

const letter = await readLetter(`${group}.dead-letters`, offset);
await parkAgain(letter);
console.log(`Offset ${offset} of ${group}.dead-letters is parked; the service tries it now.`);

async function readLetter(topic: string, at: string): Promise<KafkaMessage> {
  const kafka = new Kafka({ brokers: KAFKA_BROKERS.split(','), logLevel: logLevel.ERROR });
  const groupId = `replay-${randomUUID()}`;
  const [consumer, admin] = [kafka.consumer({ groupId }), kafka.admin()];
  await Promise.all([consumer.connect(), admin.connect()]);
  const [ends] = await admin.fetchTopicOffsets(topic);
  const isThere = ends && BigInt(at) >= BigInt(ends.low) && BigInt(at) < BigInt(ends.high);
  if (!isThere) throw new Error(`${topic} has offsets ${ends?.low} to ${ends?.high}, not ${at}`);
  await consumer.subscribe({ topic });
  const { promise, resolve } = Promise.withResolvers<KafkaMessage>();
  const eachMessage = async ({ message }: { message: KafkaMessage }) => resolve(message);
  await consumer.run({ autoCommit: false, eachMessage });
  consumer.seek({ topic, partition: 0, offset: at });
  const message = await promise;
  await consumer.disconnect();
  await admin.deleteGroups([groupId]);
  await admin.disconnect();
  return message;
}

async function parkAgain({ key, value, headers = {} }: KafkaMessage): Promise<void> {
  const [topic, id] = [textOf(headers, 'dead_topic'), textOf(headers, 'ce_id')];
  const connection = await mongoose.createConnection(MONGODB_URI, { dbName: DATABASE }).asPromise();
  const now = new Date();
  const message = {
    id: `${group}:${id}`,
    partition: Number(textOf(headers, 'dead_partition')),
    offset: textOf(headers, 'dead_offset'),
    at: now,
    key,
    value,
    headers: Object.entries(headers)
      .filter(([name]) => !name.startsWith('dead_'))
      .map(([name, header]) => [name, Buffer.from(String(header))]),
  };
  const opening = {
    group,
    topic,
    key: String(key ?? ''),
    attempts: 0,
    tries: 0,
    reason: 'REPLAYED',
    nextAt: now,
    claimedBy: null,
    claimedUntil: new Date(0),
  };
  const lane = { _id: `${group}:${topic}:${opening.key}` };
  await connection.transaction(async (session) => {
    // The inbox remembers the replay as it remembers a message: a second one ends here with E11000.
    const replay = { _id: `replay:${group}:${offset}`, at: now };
    await connection.collection<typeof replay>('inbox').insertOne(replay, { session });
    const change = {
      $push: { messages: message },
      $inc: { count: 1, bytes: value?.length ?? 0 },
      $setOnInsert: opening,
    };
    const parked = connection.collection<typeof lane>('parked');
    await parked.updateOne(lane, change, { session, upsert: true });
  });
  await connection.close();
}

function textOf(headers: IHeaders, name: string): string {
  return String(headers[name] ?? '');
}
