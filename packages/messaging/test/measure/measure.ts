// `pnpm measure <brokers> <mongodb> <registry>`: latency at a steady rate, then the rate at which a backlog is worked off.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createCodec, type TopUpReceived } from '@angkutan/events';
import { connect } from '@angkutan/mongo';
import { createLogger } from '@angkutan/telemetry';
import type { Message as KafkaMessage } from 'kafkajs';
import { prepareCollections } from '../../src/collections.ts';
import { connectKafka, createProducer } from '../../src/kafka.ts';
import { tail } from '../support/tail.ts';
import type { MeasuredSettings } from './service.ts';

const WALLETS = 10_000;
const PARTITIONS = 6;
const RATE = 200;
const STEADY_S = 20;
const BACKLOG = 40_000;

const [, , addresses = '', mongodbUri = '', registryUrl = ''] = process.argv;
const brokers = addresses.split(',');
const suffix = randomUUID().slice(0, 8);
const [consumed, published] = [`measure-in-${suffix}`, `measure-out-${suffix}`];
const database = `measure-${suffix}`;

const logger = createLogger({ service: 'measure', level: 'error' });
const kafka = await connectKafka({ brokers, clientId: 'measure', logger });
const codec = createCodec({ registryUrl });
const connection = await connect(mongodbUri, { name: database });
const journal = connection.collection('journal');
const admin = kafka.admin();
const producer = createProducer(kafka);

await prepareCollections(connection);
await connection.createCollection('journal');
await connection
  .collection<{ _id: string; amount: bigint }>('balances')
  .insertMany(
    Array.from({ length: WALLETS }, (_, i) => ({ _id: `wallet-${i}`, amount: 1_000_000n })),
  );
await admin.connect();
await admin.createTopics({
  waitForLeaders: true,
  topics: [consumed, published].map((topic) => ({ topic, numPartitions: PARTITIONS })),
});
await producer.connect();

const settings: MeasuredSettings = {
  mongodbUri,
  registryUrl,
  brokers,
  database,
  consumed,
  published,
};
const start = () =>
  spawn(process.execPath, [join(import.meta.dirname, 'service.ts'), JSON.stringify(settings)], {
    stdio: 'inherit',
  });

let service = start();
const reading = await tail(kafka, published);
const steady = await measureLatency();
service.kill('SIGKILL');
await delay(12_000);
const drained = await measureThroughput();
const figures = { cores: cpus().length, node: process.version, steady, drained };
process.stdout.write(`${JSON.stringify(figures)}\n`);

await reading.stop();
service.kill('SIGKILL');
await producer.disconnect();
await admin.deleteTopics({ topics: [consumed, published, `${database}.dead-letters`] });
await admin.disconnect();
await connection.dropDatabase();
await connection.close();

async function measureLatency() {
  const sentAt = new Map<string, number>();
  const ticks = (STEADY_S * RATE) / 2;
  await send(await records(1));
  await reading.atLeast(1, { within: 60_000 });
  const began = performance.now();
  for (let tick = 0; tick < ticks; tick += 1) {
    const pair = await records(2);
    await delay(Math.max(0, began + (tick * 2_000) / RATE - performance.now()));
    const now = performance.timeOrigin + performance.now();
    for (const record of pair) sentAt.set(String(record.headers?.['ce_id']), now);
    await send(pair);
  }
  await reading.atLeast(1 + 2 * ticks, { within: 60_000 });
  const times: number[] = [];
  for (const { value, readAt } of reading.records) {
    const event = await codec.decode(value);
    const sent = event.type === 'FundsReleased' ? sentAt.get(event.data.requestId) : undefined;
    if (sent !== undefined) times.push(readAt - sent);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Number(times[Math.floor(times.length * share)]?.toFixed(1));
  return { rate: RATE, messages: times.length, p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

async function measureThroughput() {
  const before = await journal.countDocuments();
  const readBefore = reading.records.length;
  for (let sent = 0; sent < BACKLOG; sent += 1_000) await send(await records(1_000));
  service = start();
  while ((await journal.countDocuments()) === before) await delay(5);
  const [from, began] = [await journal.countDocuments(), performance.now()];
  while ((await journal.estimatedDocumentCount()) < before + BACKLOG) await delay(20);
  const perSecond = ((before + BACKLOG - from) * 1000) / (performance.now() - began);
  await reading.atLeast(readBefore + BACKLOG, { within: 60_000 });
  const published = ((before + BACKLOG - from) * 1000) / (performance.now() - began);
  return { messages: BACKLOG, perSecond: Math.round(perSecond), published: Math.round(published) };
}

async function send(messages: KafkaMessage[]): Promise<void> {
  await producer.send({ topic: consumed, messages, acks: -1 });
}

async function records(count: number): Promise<KafkaMessage[]> {
  return await Promise.all(
    Array.from({ length: count }, async () => {
      const walletId = `wallet-${Math.floor(Math.random() * WALLETS)}`;
      const data: TopUpReceived = {
        eventId: randomUUID(),
        occurredAt: Date.now(),
        walletId,
        customerId: walletId,
        amount: 1n,
        channel: 'MODERN_TRADE',
        providerReference: 'x',
      };
      const value = await codec.frame(codec.encode({ type: 'TopUpReceived', data }));
      return { key: walletId, value, headers: { ce_id: data.eventId } };
    }),
  );
}
