import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import mongoose from 'mongoose';
import type { CanaryScanner, Hit } from './canary.ts';
import { eventually } from './eventually.ts';
import { unique } from './unique.ts';

/** What was looked through, and what was found: a place with nothing in it was not scanned. */
export interface Scan {
  readonly scanned: number;
  readonly hits: readonly Hit[];
}

type Part = readonly [where: string, content: string | Uint8Array];

async function scan(scanner: CanaryScanner, content: AsyncIterable<Part>): Promise<Scan> {
  const hits: Hit[] = [];
  let scanned = 0;
  for await (const [where, bytes] of content) {
    scanned += 1;
    hits.push(...scanner.hitsIn(where, bytes));
  }
  return { scanned, hits };
}

export interface MongoPlaces {
  readonly uri: string;
  /** Of which databases; default all but the server's own. */
  readonly isMine?: (database: string) => boolean;
}

/**
 * Every document of every collection as the bytes that are stored, and every write that the server's
 * journal of operations still has: what was there for a moment was there.
 */
export async function scanMongo(scanner: CanaryScanner, places: MongoPlaces): Promise<Scan> {
  const client = new mongoose.mongo.MongoClient(places.uri);
  try {
    return await scan(scanner, documentsOf(client, places));
  } finally {
    await client.close();
  }
}

async function* documentsOf(
  client: mongoose.mongo.MongoClient,
  { isMine = () => true }: MongoPlaces,
): AsyncIterable<Part> {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  const mine = databases.map(({ name }) => name).filter((name) => !SERVERS_OWN.has(name));
  for (const database of mine.filter(isMine)) {
    const db = client.db(database);
    const collections = await db.listCollections({ type: 'collection' }).toArray();
    for (const { name } of collections) {
      yield* rawOf(db.collection(name), `mongodb ${database}.${name}`);
    }
    // Names that begin with the database's and a full stop, after which the next sign is a slash.
    const ns = { $gte: `${database}.`, $lt: `${database}/` };
    const inTransaction = { 'o.applyOps': { $elemMatch: { ns } } };
    const oplog = client.db('local').collection('oplog.rs');
    yield* rawOf(oplog, `mongodb oplog of ${database}`, { $or: [{ ns }, inTransaction] });
  }
}

const SERVERS_OWN: ReadonlySet<string> = new Set(['admin', 'config', 'local']);

async function* rawOf(
  collection: mongoose.mongo.Collection,
  where: string,
  filter: object = {},
): AsyncIterable<Part> {
  for await (const document of collection.find(filter, { raw: true })) {
    if (!(document instanceof Uint8Array)) throw new Error('the driver gave no raw document');
    yield [where, document];
  }
}

/** Every message of these topics: key, value and headers as bytes. Default: every topic there is. */
export async function scanKafka(
  scanner: CanaryScanner,
  { brokers, topics }: { readonly brokers: readonly string[]; readonly topics?: readonly string[] },
): Promise<Scan> {
  const config = {
    clientId: 'angkutan-testkit',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
  };
  const kafka = new Kafka(config);
  const admin = kafka.admin();
  await admin.connect();
  const names = topics ?? (await admin.listTopics()).filter((name) => !name.startsWith('__'));
  const ends = new Map<string, number>();
  for (const topic of names) {
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      if (Number(high) > Number(low)) ends.set(`${topic}/${partition}`, Number(high));
    }
  }
  await admin.disconnect();
  return await scan(scanner, messagesOf(kafka, names, ends));
}

async function* messagesOf(
  kafka: Kafka,
  topics: readonly string[],
  ends: ReadonlyMap<string, number>,
): AsyncIterable<Part> {
  const parts: Part[] = [];
  const read = new Map<string, number>();
  const consumer = kafka.consumer({ groupId: unique('canary'), sessionTimeout: 6_000 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message }) => {
        parts.push([`kafka ${topic}`, bytesOf(message)]);
        read.set(`${topic}/${partition}`, Number(message.offset) + 1);
      },
    });
    const isAll = () => [...ends].every(([place, end]) => (read.get(place) ?? 0) >= end);
    await eventually(isAll, { within: 60_000 });
  } finally {
    await consumer.disconnect();
  }
  yield* parts;
}

function bytesOf({ key, value, headers = {} }: KafkaMessage): Buffer {
  const told = Object.entries(headers).flatMap(([name, values]) => [
    name,
    ...[values ?? ''].flat(),
  ]);
  const all = [key ?? '', value ?? '', ...told];
  return Buffer.concat(all.flatMap((part) => [Buffer.from(part), Buffer.of(0)]));
}

/** Every file of a folder, such as one of logs, with those below it. */
export async function scanFolder(
  scanner: CanaryScanner,
  folder: string,
  isMine: (file: string) => boolean = () => true,
): Promise<Scan> {
  return await scan(scanner, filesOf(folder, isMine));
}

async function* filesOf(folder: string, isMine: (file: string) => boolean): AsyncIterable<Part> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile() && isMine(one.name))) {
    const file = join(entry.parentPath, entry.name);
    yield [`file ${file}`, await readFile(file)];
  }
}
