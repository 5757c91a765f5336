import { createTopic, eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRelay, type Relay } from '../src/relay.ts';
import { startChild, type Child } from './support/children.ts';
import { startService, type TestService } from './support/service.ts';
import { textsOf, type Tailed } from './support/tail.ts';
import { message, topUps } from './support/top-ups.ts';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the relay', () => {
  let service: TestService;
  let topic: string;
  let relay: Relay | undefined;
  beforeAll(async () => {
    topic = await createTopic('published', 3);
    service = await startService({ topicFor: () => topic });
  });
  afterAll(() => service.close());

  const start = async (): Promise<Relay> => {
    const { connection, codec, logger } = service;
    relay = startRelay({ connection, codec, logger, kafka: await service.kafka() });
    return relay;
  };

  it('publishes what was stored before it began, and what comes later, and removes both', async () => {
    const { executor, connection } = service;
    const options = { traceparent: TRACE };
    await executor.execute(topUps(connection), [message('a'), message('b')], options);
    await start();
    const tail = await service.tail(topic);
    await tail.atLeast(2);
    await executor.execute(topUps(connection), [message('a')], options);
    const records = await tail.atLeast(3);
    const event = await service.codec.decode(records[2]?.value ?? null);
    expect(event).toMatchObject({ type: 'FundsReleased', data: { customerId: 'a', amount: 2n } });
    const headers = textsOf(records[2]?.headers);
    expect(headers['ce_id']).toBe(event.data.eventId);
    expect(headers['traceparent']).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b71)/);
    await eventually(async () => (await service.rows('outbox')).length === 0);
  });

  it('gives up its lease when it stops, so that the next one leads at once', async () => {
    await relay?.stop();
    const began = performance.now();
    const next = await start();
    await eventually(() => next.isLeading());
    expect(performance.now() - began).toBeLessThan(1_000);
    await next.stop();
  });
});

describe('two writers and two relays', () => {
  let service: TestService;
  const children: Child[] = [];
  beforeAll(async () => void (service = await startService()));
  afterAll(async () => {
    await Promise.all(children.map((child) => child.kill()));
    await service.close();
  });

  it('keep the order of every key and lose nothing when the leader is killed with -9', async () => {
    const topic = await createTopic('ordered', 3);
    const database = service.connection.name;
    const keys = Array.from({ length: 8 }, (_, i) => `key-${i}`);
    const groups = 60;
    const start = (...role: Parameters<typeof startChild>[2][]): Child[] => {
      const started = role.map((one) => startChild(database, topic, one));
      children.push(...started);
      return started;
    };
    const relays = start({ role: 'relay' }, { role: 'relay' });
    const tail = await service.tail(topic);
    // The writers take the keys in different orders, so that they meet in the middle.
    const writers = start(
      { role: 'writer', groups, keys },
      { role: 'writer', groups, keys: keys.toReversed() },
    );
    await tail.atLeast(100, { within: 20_000 });
    const leader = await eventually(() => relays.find((one) => one.output().includes('leading')));
    await leader?.kill();
    expect(await Promise.all(writers.map((writer) => writer.ended()))).toEqual([0, 0]);
    const written = 2 * groups * keys.length;
    const ids = () => new Set(tail.records.map((record) => textsOf(record.headers)['ce_id']));
    await eventually(() => ids().size === written, { within: 20_000 });
    const order = await orderOf(service, tail.records);
    const expected = Array.from({ length: 2 * groups }, (_, i) => BigInt(i + 1));
    for (const key of keys) expect(order.get(key)).toEqual(expected);
  });
});

/** Per key, the balances that its events tell, in the order in which they first came. */
async function orderOf(
  { codec }: TestService,
  records: readonly Tailed[],
): Promise<Map<string, bigint[]>> {
  const order = new Map<string, bigint[]>();
  const seen = new Set<string>();
  for (const { value } of records) {
    const { type, data } = await codec.decode(value);
    if (type !== 'FundsReleased' || seen.has(data.eventId)) continue;
    seen.add(data.eventId);
    order.set(data.customerId, [...(order.get(data.customerId) ?? []), data.amount]);
  }
  return order;
}
