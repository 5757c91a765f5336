import { createTopic, eventually, parts, produce, unique } from '@angkutan/testkit';
import { connect } from '@angkutan/mongo';
import { afterEach, describe, expect, it } from 'vitest';
import { startRelay } from '../src/relay.ts';
import { startChild, type Child } from './support/children.ts';
import { startLossyProxy } from './support/lossy-proxy.ts';
import { startService, toRecords, type TestService } from './support/service.ts';
import { effectsOf, message, topUp, topUps } from './support/top-ups.ts';

describe('a service whose dependency goes away', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  });

  /** Reaches a part through a way that can be cut: answers are lost while `cut.now`. */
  async function cuttable(url: string): Promise<{ url: string; cut: { now: boolean } }> {
    const cut = { now: false };
    const { hostname, port } = new URL(url);
    const target = { host: hostname, port: Number(port) };
    const proxy = await startLossyProxy(target, { cutsAnswer: () => cut.now });
    closers.push(() => proxy.close());
    return { url: url.replace(`${hostname}:${port}`, `127.0.0.1:${proxy.port}`), cut };
  }

  async function started(options: Parameters<typeof startService>[0]): Promise<TestService> {
    const service = await startService(options);
    closers.push(() => service.close());
    return service;
  }

  const paused = (service: TestService): boolean =>
    service.lines.join('').includes('AKT_CONSUMER_PAUSED');

  it('waits in place while the registry is away, spends no attempt, and goes on by itself', async () => {
    const { url, cut } = await cuttable(parts().schemaRegistryUrl);
    const healthy = await started({});
    const service = await started({ registryUrl: url });
    const topic = await createTopic('registry');
    const [first, second] = [unique('w'), unique('w')];
    cut.now = true;
    const consumer = await service.consume(topic, { failedAttemptsMax: 1 });
    await produce(topic, [...(await toRecords(healthy.codec, [topUp(first), topUp(second)]))]);
    await eventually(() => paused(service));
    expect(await service.rows('parked')).toEqual([]);
    expect(await service.rows('inbox')).toEqual([]);
    expect(consumer.isAlive()).toBe(true);
    cut.now = false;
    await eventually(async () => (await service.rows('effects')).length === 2);
    await eventually(() => service.lines.join('').includes('consumer goes on'));
    expect(await service.rows('outbox')).toHaveLength(1);
  });

  it('waits in place while MongoDB is away, blames no message, and does each once', async () => {
    const { url, cut } = await cuttable(parts().mongodbUri);
    const service = await started({ mongodbUri: url });
    const topic = await createTopic('mongodb');
    const consumer = await service.consume(topic, { failedAttemptsMax: 1 });
    const wallets = Array.from({ length: 10 }, () => unique('w'));
    const records = await toRecords(
      service.codec,
      wallets.map((wallet) => topUp(wallet)),
    );
    cut.now = true;
    await produce(topic, [...records]);
    await eventually(() => paused(service), { within: 20_000 });
    expect(consumer.isAlive()).toBe(true);
    cut.now = false;
    await eventually(async () => (await service.rows('effects')).length >= 10, { within: 20_000 });
    expect(await service.rows('effects')).toHaveLength(10);
    expect(await service.rows('parked')).toEqual([]);
  });

  it('publishes what was committed while its relay could not reach MongoDB', async () => {
    const { url, cut } = await cuttable(parts().mongodbUri);
    const topic = await createTopic('published');
    const service = await started({ topicFor: () => topic });
    const { codec, logger, executor, connection } = service;
    const far = await connect(url, { name: connection.name });
    closers.push(() => far.close());
    const relay = startRelay({ connection: far, codec, logger, kafka: await service.kafka() });
    closers.push(() => relay.stop());
    const tail = await service.tail(topic);
    await executor.execute(topUps(connection), [message('a')]);
    await tail.atLeast(1);
    cut.now = true;
    await executor.execute(topUps(connection), [message('a')]);
    await eventually(() => service.lines.join('').includes('falls back'), { within: 20_000 });
    await executor.execute(topUps(connection), [message('a')]);
    cut.now = false;
    const events = await eventually(
      async () => {
        const balances = new Map<string, bigint>();
        for (const { value } of tail.records) {
          const { type, data } = await codec.decode(value);
          if (type === 'FundsReleased') balances.set(data.eventId, data.amount);
        }
        return balances.size === 3 ? [...balances.values()] : undefined;
      },
      { within: 25_000 },
    );
    expect(events).toEqual([1n, 2n, 3n]);
  }, 60_000);

  it('does each message once when a process is killed with -9 in the middle', async () => {
    const service = await started({});
    const [topic, published] = [await createTopic('killed', 2), await createTopic('published')];
    const group = unique('group');
    // The consumer's own checks need the group's topic of dead letters; one start makes it.
    await (await service.consume(topic, { group })).stop();
    const start = (): Child => {
      const role = { role: 'consumer', group, consumed: topic } as const;
      const child = startChild(service.connection.name, published, role);
      closers.push(() => child.kill());
      return child;
    };
    const doomed = start();
    await eventually(() => doomed.output().includes('consuming'));
    const send = async (count: number): Promise<void> => {
      const events = Array.from({ length: count }, () => topUp(unique('w')));
      await produce(topic, [...(await toRecords(service.codec, events))]);
    };
    for (let i = 0; i < 4; i += 1) await send(500);
    const effects = effectsOf(service.connection);
    await eventually(async () => (await effects.countDocuments()) > 0);
    await doomed.kill();
    const before = await effects.countDocuments();
    expect(before).toBeLessThan(2_000);
    start();
    await eventually(async () => (await effects.countDocuments()) >= 2_000, { within: 25_000 });
    const done = await effects.distinct('message');
    expect(done).toHaveLength(2_000);
    expect(await effects.countDocuments()).toBe(2_000);
  }, 60_000);

  it('is freed of the locks of a process that died in its transaction', async () => {
    const service = await started({});
    const topic = await createTopic('orphan');
    const [record] = await toRecords(service.codec, [topUp(unique('w'))]);
    const group = unique('group');
    // What a killed process leaves: the inbox row written, the transaction open for a minute.
    const orphan = await service.connection.startSession();
    orphan.startTransaction();
    const _id = `${group}:${String(record?.headers?.['ce_id'])}`;
    const inbox = service.connection.collection<{ _id: string; at: Date }>('inbox');
    await inbox.insertOne({ _id, at: new Date() }, { session: orphan });
    await service.consume(topic, { group });
    await produce(topic, record ? [record] : []);
    await eventually(async () => (await service.rows('effects')).length === 1, { within: 25_000 });
    expect(service.lines.join('')).toContain('abandoned transactions ended');
    await orphan.endSession();
  });
});
