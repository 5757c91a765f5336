import { randomUUID } from 'node:crypto';
import { createCodec, toHeaders, type WalletOpened } from '@angkutan/events';
import { createApp, listen } from '@angkutan/http';
import {
  connectKafka,
  createExecutor,
  deadLettersOf,
  type Message,
  prepareCollections,
  startConsumer,
  startRelay,
  type Work,
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
import type { mongo } from 'mongoose';
import { type Acts, createOperations, OPERATIONS_PROBLEMS } from '../src/index.ts';

const MOMENT = new Date('2026-11-22T00:00:00Z');
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
  const running = await startConsumer({
    ...wiring,
    group,
    topics: [topic],
    work: crediting({ known, awaited }, credits),
    onDead: () => undefined,
  });
  const consumer = { ...running, group, topics: [topic] };
  const shown = {
    breakers: () => ({ transfer: 'closed' }),
    instructions: { backlog: async () => ({ MANUAL: 2 }), ofRequests: async () => [] },
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

interface Credit {
  readonly wallet: string;
}

function crediting(
  wallets: Readonly<Record<'known' | 'awaited', ReadonlySet<string>>>,
  credits: mongo.Collection<Credit>,
): Work<Message, Credit[], string> {
  return {
    name: 'crediting',
    load: async () => [],
    decide: ({ key }) => {
      if (wallets.known.has(key)) return { status: 'done', changes: [key], publish: [] };
      if (wallets.awaited.has(key)) return { status: 'wait', reason: 'WALLET_AWAITED' };
      return { status: 'refused', code: 'WALLET_UNKNOWN', detail: 'not opened yet' };
    },
    evolve: (state, wallet) => void state.push({ wallet }),
    save: async (state, session) => void (await credits.insertMany(state, { session })),
    moves: (wallet) => [
      {
        reference: `CREDIT/${wallet}`,
        legs: [
          { account: 'world', amount: -1n },
          { account: wallet, amount: 1n },
        ],
      },
    ],
  };
}

const opened = (walletId: string): WalletOpened => ({
  eventId: randomUUID(),
  occurredAt: Date.now(),
  walletId,
  customerId: walletId,
  kind: 'SUBSCRIBER',
  role: 'USER',
});

async function record(codec: ReturnType<typeof createCodec>, data: WalletOpened) {
  const { eventId: id, occurredAt, walletId: key } = data;
  const value = await codec.frame(codec.encode({ type: 'WalletOpened', data }));
  const headers = toHeaders({ id, type: 'WalletOpened', source: '/test', occurredAt, key });
  return { key, value, headers };
}
