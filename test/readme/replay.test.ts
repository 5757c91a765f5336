import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createCodec, toHeaders, type TopUpReceived } from '@angkutan/events';
import {
  connectKafka,
  createExecutor,
  deadLetterTopic,
  prepareCollections,
  startConsumer,
  startRelay,
  type Message,
  type Work,
} from '@angkutan/messaging';
import { connect } from '@angkutan/mongo';
import { createLogger } from '@angkutan/telemetry';
import {
  checkLeaks,
  createTopic,
  eventually,
  parts,
  produce,
  readTopic,
  testDatabase,
  unique,
} from '@angkutan/testkit';
import { expect, onTestFinished, test } from 'vitest';

checkLeaks();

const REPLAY = join(import.meta.dirname, '../../docs/examples/replay-dead-letter.ts');

// Two programs join consumer groups of their own, which takes its time on two busy cores.
const PATIENCE = { timeout: 90_000 };

test('a dead letter that is handed back is done once by its service', PATIENCE, async () => {
  const service = await startService();
  const topic = await createTopic('replay');
  const group = unique('replay');
  await service.consume(topic, group);
  await produce(topic, [await service.topUp()]);
  const letters = deadLetterTopic(group);
  const [letter] = await readTopic(letters, (messages) => messages.length === 1);

  service.repaired = true;
  const first = await replay(service.database.name, group, letter?.offset ?? '');
  await eventually(() => service.done.length === 1);
  const second = await replay(service.database.name, group, letter?.offset ?? '');

  expect([first, second]).toEqual([0, 1]);
  expect(service.done).toHaveLength(1);
  expect(await service.database.rows('parked')).toEqual([]);
});

/** A service that refuses every top-up until it is repaired. */
async function startService() {
  const database = testDatabase('replay');
  const connection = await connect(database.uri, { name: database.name });
  await prepareCollections(connection);
  const codec = createCodec({ registryUrl: parts().schemaRegistryUrl });
  const logger = createLogger({ service: 'test', level: 'silent' });
  const kafka = await connectKafka({ brokers: parts().kafkaBrokers, clientId: 'test', logger });
  const executor = createExecutor({ connection, codec, logger, source: '/test' });
  const relay = startRelay({ connection, kafka, codec, logger });
  const service = { database, repaired: false, done: new Array<string>(), consume, topUp };
  const work: Work<Message, null, string> = {
    name: 'top-ups',
    load: async () => null,
    decide: ({ id }) =>
      service.repaired
        ? { status: 'done', changes: [id], publish: [] }
        : { status: 'refused', code: 'NOT_YET', detail: 'the service is broken' },
    evolve: (_state, id) => void service.done.push(id),
    save: async () => undefined,
  };

  async function consume(topic: string, group: string): Promise<void> {
    const limits = { waitLimitMs: 60_000, version: '1', onDead: () => undefined };
    const wiring = { kafka, connection, executor, codec, logger, work };
    const consumer = await startConsumer({ ...wiring, ...limits, group, topics: [topic] });
    onTestFinished(async () => {
      await consumer.stop();
      await relay.stop();
      await connection.close();
      await database.drop();
    });
  }

  async function topUp() {
    const [id, occurredAt] = [randomUUID(), Date.now()];
    const to = { walletId: 'c-1:user', customerId: 'c-1', amount: 10_000n };
    const how = { channel: 'VIRTUAL_ACCOUNT', providerReference: '7001' };
    const data: TopUpReceived = { eventId: id, occurredAt, ...to, ...how };
    const value = await codec.frame(codec.encode({ type: 'TopUpReceived', data }));
    const told = { id, type: 'TopUpReceived', source: '/test', occurredAt, key: 'c-1' } as const;
    return { key: 'c-1', value, headers: toHeaders(told) };
  }
  return service;
}

/** Runs the program as the how-to says; answers its exit code. */
async function replay(database: string, group: string, offset: string): Promise<number | null> {
  const env = {
    ...process.env,
    KAFKA_BROKERS: parts().kafkaBrokers.join(','),
    MONGODB_URI: parts().mongodbUri,
    DATABASE: database,
  };
  const child = spawn(process.execPath, [REPLAY, group, offset], { env, stdio: 'ignore' });
  return await new Promise((resolve) => child.once('close', resolve));
}
