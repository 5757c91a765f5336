import { randomUUID } from 'node:crypto';
import { createCodec } from '@angkutan/events';
import { createApp, listen } from '@angkutan/http';
import {
  connectKafka,
  createExecutor,
  deadLettersOf,
  type Lane,
  lanesOf,
  prepareCollections,
  startConsumer,
  startRelay,
} from '@angkutan/messaging';
import { connect } from '@angkutan/mongo';
import { DESK_PROBLEMS } from '@angkutan/operator-desk';
import { createLogger } from '@angkutan/telemetry';
import {
  eventually,
  parts,
  produce,
  startTokenIssuer,
  testDatabase,
  unique,
} from '@angkutan/testkit';
import { type Acts, createOperations, OPERATIONS_PROBLEMS } from '../src/index.ts';
import { type Credit, crediting, opened, record } from './credits.ts';

const MOMENT = new Date('2026-11-22T00:00:00Z');
const MINUTE_MS = 60_000;
const REPLAY_EVERY_MS = 200;
const PROBLEMS = { ...OPERATIONS_PROBLEMS, ...DESK_PROBLEMS };

interface Operating {
  readonly topic: string;
  readonly acts?: Acts;
  readonly waitLimitMs?: number;
}

/** A small service that cannot do anything for wallets that it does not know, with its operations served. */
export async function startOperated({ topic, acts, waitLimitMs = 100 }: Operating) {
  const database = testDatabase('operations');
  const connection = await connect(database.uri, { name: database.name });
  await prepareCollections(connection);
  const tokens = await startTokenIssuer();
  const logger = createLogger({ service: 'operated', level: 'silent' });
  const codec = createCodec({ registryUrl: parts().schemaRegistryUrl });
  const kafka = await connectKafka({ brokers: parts().kafkaBrokers, clientId: 'test', logger });
  const executor = createExecutor({ connection, codec, logger, source: '/test' });
  const relay = startRelay({ connection, kafka, codec, logger });
  const known = new Set<string>();
  const awaited = new Set<string>();
  const credits = connection.collection<Credit>('credits');
  await connection.createCollection('credits');
  const group = unique('operated');
  const wiring = { kafka, connection, executor, codec, logger, waitLimitMs, version: '1' };
  let hangs: Promise<void> | undefined;
  const loading = (): Promise<void> | undefined => {
    const once = hangs;
    hangs = undefined;
    return once;
  };
  const running = await startConsumer({
    ...wiring,
    group,
    topics: [topic],
    work: crediting({ known, awaited }, credits, loading),
    onDead: () => undefined,
  });
  const consumer = { ...running, group, topics: [topic] };
  const shown = {
    breakers: () => ({ transfer: 'closed' }),
    instructions: {
      backlog: async () => ({ MANUAL: 2 }),
      ofRequests: async () => [],
      sweep: async () => 2,
    },
  };
  let broken: Error | undefined;
  const reading: Pick<typeof codec, 'decode'> = {
    decode: async (value) => {
      if (broken) throw broken;
      return await codec.decode(value);
    },
  };
  const said = { service: 'operated', version: '1', connection, consumers: [consumer] };
  const { routes, carryOn } = await createOperations(
    { ...said, ...shown, codec: reading },
    executor,
    acts,
  );
  const timer = setInterval(() => void carryOn(), REPLAY_EVERY_MS);
  const http = { service: 'operated', version: '1', connection, logger, auth: tokens };
  const readiness = () => ({});
  const listening = await listen(createApp({ ...http, routes, problems: PROBLEMS, readiness }), 0);

  async function call(method: string, path: string, asking: Asking) {
    const token = await tokens.token({ sub: asking.sub, role: 'ops-act' });
    const response = await fetch(listening.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        connection: 'close',
        ...(asking.key !== undefined && { 'idempotency-key': asking.key }),
      },
      ...(asking.body !== undefined && { body: JSON.stringify(asking.body) }),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  }

  return {
    group,
    connection,
    /** How often the wallet was credited. */
    credits: (wallet: string) => credits.countDocuments({ wallet }),
    /** What reading a dead letter throws from now on. */
    breakDecoding: (error: Error | undefined) => void (broken = error),
    /** As if all that is given up and audited had been so in one millisecond. */
    async atOneMoment() {
      for (const name of ['dead_letters', 'audit']) {
        await connection.collection(name).updateMany({}, { $set: { at: MOMENT } });
      }
    },
    /** The next group that is taken in hangs until it is told to end. */
    hang(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      hangs = promise;
      return resolve;
    },
    isHanging: () => hangs === undefined,
    /** Sends a message for each of the wallets. */
    async send(...wallets: readonly string[]): Promise<void> {
      await produce(topic, await Promise.all(wallets.map((one) => record(codec, opened(one)))));
    },
    /** As if its last try were a moment ago, after many: it would be tried in a minute. */
    async putOff(wallet: string, differs: Partial<Lane> = {}): Promise<void> {
      const nextAt = new Date(Date.now() + MINUTE_MS);
      await eventually(async () => {
        const waiting = { key: wallet, claimedBy: null };
        const update = { $set: { nextAt, attempts: 0, ...differs } };
        return (await lanesOf(connection).updateOne(waiting, update)).modifiedCount === 1;
      });
    },
    know: (wallet: string) => void known.add(wallet),
    ask: (method: 'get' | 'post', path: string, body?: object) =>
      call(method, path, { sub: 'sre-1', body }),
    act: (path: string, body: object, sub: string, key: string = randomUUID()) =>
      call('post', path, { sub, body, key }),
    /** Sends messages for a wallet that is awaited. */
    async waiting(wallet: string, count: number): Promise<void> {
      awaited.add(wallet);
      const events = Array.from({ length: count }, () => opened(wallet));
      await produce(topic, await Promise.all(events.map((data) => record(codec, data))));
    },
    /** Sends messages for a wallet that is not known; answers their ids once they are dead. */
    async dead(wallet: string, count: number): Promise<string[]> {
      const events = Array.from({ length: count }, () => opened(wallet));
      await produce(topic, await Promise.all(events.map((data) => record(codec, data))));
      await eventually(async () => {
        const filter = { keyText: wallet, status: 'DEAD' } as const;
        return (await deadLettersOf(connection).countDocuments(filter)) === count;
      });
      return events.map(({ eventId }) => `${group}:${eventId}`);
    },
    async close() {
      clearInterval(timer);
      await listening.close();
      await running.stop();
      await relay.stop();
      await connection.close();
      await database.drop();
      await tokens.close();
    },
  };
}

export type TestOperated = Awaited<ReturnType<typeof startOperated>>;

interface Asking {
  readonly sub: string;
  readonly body?: object | undefined;
  readonly key?: string;
}
