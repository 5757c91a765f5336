import { createTopic, eventually, produce, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadLettersOf, drop, handBack } from '../src/dead-letters.ts';
import { hold, letGo } from '../src/hold.ts';
import { startRelay, type Relay } from '../src/relay.ts';
import { startService, toRecords, type TestService } from './support/service.ts';
import { effectsOf, topUp, type Channel } from './support/top-ups.ts';

/** Long enough to be parked first, short enough for a test. */
const WAIT_LIMIT_MS = 200;

describe('a dead letter', () => {
  let service: TestService;
  let relay: Relay;
  beforeAll(async () => {
    const published = await createTopic('published', 3);
    service = await startService({ topicFor: () => published });
    const { connection, codec, logger } = service;
    relay = startRelay({ connection, codec, logger, kafka: await service.kafka() });
  });
  afterAll(async () => {
    await relay.stop();
    await service.close();
  });

  const effects = (wallet: string): Promise<unknown[]> =>
    effectsOf(service.connection).find({ wallet }).toArray();
  const know = async (wallet: string): Promise<void> => {
    await service.connection.collection<{ _id: string }>('known').insertOne({ _id: wallet });
  };
  const statusOf = async (id: string): Promise<string | undefined> =>
    (await deadLettersOf(service.connection).findOne({ _id: id }))?.status;

  async function consume() {
    const topic = await createTopic('replay');
    const group = unique('group');
    const changes = { group, waitLimitMs: WAIT_LIMIT_MS };
    return { topic, group, consumer: await service.consume(topic, changes) };
  }

  async function sendTo(topic: string, wallet: string, channels: readonly Channel[]) {
    const events = channels.map((channel) => topUp(wallet, channel));
    await produce(topic, [...(await toRecords(service.codec, events))]);
    return events;
  }

  /** Messages of one key that were given up because their wallet is unknown; answers their ids. */
  async function deadOf(topic: string, group: string, wallet: string, count: number) {
    const events = await sendTo(topic, wallet, Array<Channel>(count).fill('NEEDS_WALLET'));
    const ids = events.map(({ eventId }) => `${group}:${eventId}`);
    await eventually(async () => {
      const found = await deadLettersOf(service.connection).find({ group }).toArray();
      return found.filter(({ status }) => status === 'DEAD').length === count;
    });
    return ids;
  }

  it('is kept with its cause, its bytes and where it came from', async () => {
    const { topic, group } = await consume();
    await sendTo(topic, unique('w'), ['REFUSED', 'REFUSED']);
    await eventually(async () => (await rowsOf(group)).length === 2);
    const [first, second] = await rowsOf(group);
    expect(first).toMatchObject({ topic, offset: 0, type: 'TopUpReceived', code: 'NOT_WANTED' });
    expect(second?.cause).toBe(first?.cause);
  });

  const rowsOf = (group: string) =>
    deadLettersOf(service.connection).find({ group }).sort({ offset: 1 }).toArray();

  it('is foreseen without being done, then done once, however often it is handed back', async () => {
    const { topic, group, consumer } = await consume();
    const wallet = unique('w');
    const [id = ''] = await deadOf(topic, group, wallet, 1);
    expect(await consumer.preview([id])).toMatchObject([{ status: 'would-run', outcome: 'wait' }]);
    await know(wallet);
    const foreseen = await consumer.preview([id]);
    expect(foreseen).toMatchObject([{ status: 'would-run', outcome: 'done' }]);
    expect(foreseen[0]?.publishes).toEqual(['FundsReleased']);
    expect(await effects(wallet)).toEqual([]);

    const answers = await Promise.all([1, 2, 3].map(() => handBack(service.connection, id)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    await eventually(async () => (await statusOf(id)) === 'REPLAYED');
    expect(await effects(wallet)).toHaveLength(1);
    expect(await handBack(service.connection, id)).toBe(false);
    expect(await consumer.preview([id])).toMatchObject([{ status: 'not-dead' }]);
  });

  it('is dead again when it fails again, and can be handed back once more', async () => {
    const { topic, group } = await consume();
    const wallet = unique('w');
    const [id = ''] = await deadOf(topic, group, wallet, 1);
    expect(await handBack(service.connection, id)).toBe(true);
    await eventually(async () => (await statusOf(id)) === 'DEAD');
    await know(wallet);
    expect(await handBack(service.connection, id)).toBe(true);
    await eventually(async () => (await statusOf(id)) === 'REPLAYED');
  });

  it('does not overtake an earlier one of its key, until that one is handed back or dropped', async () => {
    const { topic, group, consumer } = await consume();
    const wallet = unique('w');
    const [first = '', second = ''] = await deadOf(topic, group, wallet, 2);
    await know(wallet);
    expect(await handBack(service.connection, second)).toBe(false);
    expect(await consumer.preview([second])).toMatchObject([{ status: 'behind-dead-letter' }]);
    expect(await consumer.preview([first, second])).toMatchObject([
      { status: 'would-run' },
      { status: 'would-run' },
    ]);
    expect(await drop(service.connection, first)).toBe(true);
    expect(await handBack(service.connection, second)).toBe(true);
    await eventually(async () => (await effects(wallet)).length === 1);
    expect(await handBack(service.connection, first)).toBe(false);
  });

  it('goes before what waits behind its key', async () => {
    const { topic, group, consumer } = await consume();
    const wallet = unique('w');
    const [id = ''] = await deadOf(topic, group, wallet, 1);
    await hold(service.connection, { _id: group, by: 'sre-1', reason: 'test', at: new Date() });
    await eventually(() => consumer.isHeld());
    const late = await sendTo(topic, wallet, ['NEEDS_WALLET']);
    await know(wallet);
    expect(await handBack(service.connection, id)).toBe(true);
    await letGo(service.connection, group);
    await eventually(async () => (await effects(wallet)).length === 2);
    expect(await effects(wallet)).toMatchObject([
      { message: id.slice(group.length + 1) },
      { message: late[0]?.eventId },
    ]);
  });
});

describe('a consumer that a person holds', () => {
  it('takes nothing in, stays alive, and goes on where it was once it is let go', async () => {
    const service = await startService();
    const topic = await createTopic('held');
    const group = unique('group');
    const word = { _id: group, by: 'sre-1', reason: 'deployment', at: new Date() };
    await hold(service.connection, word);
    const consumer = await service.consume(topic, { group });
    const wallet = unique('w');
    const events = [topUp(wallet), topUp(wallet)];
    await produce(topic, [...(await toRecords(service.codec, events))]);
    await eventually(() => service.lines.some((line) => line.includes('AKT_CONSUMER_PAUSED')));
    expect(await effectsOf(service.connection).countDocuments({ wallet })).toBe(0);
    expect([consumer.isHeld(), consumer.isAlive()]).toEqual([true, true]);
    await letGo(service.connection, group);
    await eventually(
      async () => (await effectsOf(service.connection).countDocuments({ wallet })) === 2,
    );
    await service.close();
  });
});
