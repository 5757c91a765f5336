import { createTopic, eventually, produce, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsumerOptions, RunningConsumer } from '../src/consumer.ts';
import { deadLetterTopic } from '../src/dead-letter.ts';
import { PARKED_PER_KEY_MAX } from '../src/parking.ts';
import { overItems } from '../src/item.ts';
import { lanesOf } from '../src/parked.ts';
import { toRaw } from '../src/parked-message.ts';
import { readRecord } from '../src/read-record.ts';
import { releasing } from '../src/releasing.ts';
import { startRelay, type Relay } from '../src/relay.ts';
import { startService, toRecords, type TestService } from './support/service.ts';
import { textsOf } from './support/tail.ts';
import {
  effectsOf,
  topUp,
  topUps,
  type Books,
  type Channel,
  type Credit,
} from './support/top-ups.ts';

describe('a parked key', () => {
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

  const effects = async (wallet: string): Promise<string[]> =>
    (
      await effectsOf(service.connection)
        .find({ wallet }, { sort: { _id: 1 } })
        .toArray()
    ).map((effect) => effect.message);
  const lanes = (group: string) =>
    service.connection.collection('parked').find({ group }).toArray();
  const know = async (wallet: string): Promise<void> => {
    await service.connection.collection<{ _id: string }>('known').insertOne({ _id: wallet });
  };

  async function send(
    topic: string,
    wallet: string,
    channels: readonly Channel[],
  ): Promise<string[]> {
    const events = channels.map((channel) => topUp(wallet, channel));
    await produce(topic, [...(await toRecords(service.codec, events))]);
    return events.map(({ eventId }) => eventId);
  }

  async function consume(changes: Partial<ConsumerOptions<Books, Credit>> = {}): Promise<{
    topic: string;
    group: string;
    consumer: RunningConsumer;
  }> {
    const topic = await createTopic('parking');
    const group = unique('group');
    return { topic, group, consumer: await service.consume(topic, { group, ...changes }) };
  }

  it('waits with all that comes later of it, and is released in order when what it needs is there', async () => {
    const { topic, group } = await consume();
    const [wallet, other] = [unique('w'), unique('other')];
    const early = await send(topic, wallet, ['NEEDS_WALLET', 'VIRTUAL_ACCOUNT', 'NEEDS_WALLET']);
    await send(topic, other, ['VIRTUAL_ACCOUNT']);
    // Other keys go on.
    await eventually(async () => (await effects(other)).length === 1);
    const late = await send(topic, wallet, ['VIRTUAL_ACCOUNT']);
    await eventually(async () => (await lanes(group))[0]?.['count'] === 4);
    expect((await lanes(group))[0]?.['why']).toMatchObject({
      errorClass: 'Waited',
      code: 'WALLET_UNKNOWN',
      frames: [],
      schemaId: expect.any(Number),
      codeVersion: expect.any(String),
    });
    expect(await effects(wallet)).toEqual([]);
    await know(wallet);
    await eventually(async () => (await effects(wallet)).length === 4);
    expect(await effects(wallet)).toEqual([...early, ...late]);
    await eventually(async () => (await lanes(group)).length === 0);
    const direct = await send(topic, wallet, ['VIRTUAL_ACCOUNT']);
    await eventually(async () => (await effects(wallet)).at(-1) === direct[0]);
  });

  it('is parked once when its message comes again', async () => {
    const { topic, group } = await consume();
    const wallet = unique('w');
    const same = await toRecords(service.codec, [topUp(wallet, 'NEEDS_WALLET')]);
    for (let i = 0; i < 3; i += 1) await produce(topic, [...same]);
    const marker = unique('marker');
    await send(topic, marker, ['VIRTUAL_ACCOUNT']);
    await eventually(async () => (await effects(marker)).length === 1);
    expect((await lanes(group))[0]).toMatchObject({ count: 1 });
    await know(wallet);
    await eventually(async () => (await lanes(group)).length === 0);
    expect(await effects(wallet)).toHaveLength(1);
  });

  it('goes to the dead letters with an alert when its wait is over, and the rest goes on', async () => {
    const { topic, group } = await consume({ waitLimitMs: 400 });
    const wallet = unique('w');
    const [given, done] = await send(topic, wallet, ['NEEDS_WALLET', 'VIRTUAL_ACCOUNT']);
    const tail = await service.tail(deadLetterTopic(group));
    const [letter] = await tail.atLeast(1);
    expect(textsOf(letter?.headers)).toMatchObject({
      ce_id: given,
      dead_error_code: 'AKT_WAIT_LIMIT',
      dead_error_message: 'WALLET_UNKNOWN',
    });
    await eventually(async () => (await effects(wallet)).includes(done ?? ''));
    const alerts = service.lines.filter((line) => line.includes('AKT_WAIT_LIMIT'));
    expect(alerts.join('')).toContain('"level":"error"');
    expect(await lanes(group)).toEqual([]);
  });

  it('does each message once when two instances release it at the same time', async () => {
    const topic = await createTopic('parking', 2);
    const group = unique('group');
    await Promise.all([service.consume(topic, { group }), service.consume(topic, { group })]);
    const wallets = Array.from({ length: 30 }, () => unique('w'));
    for (const wallet of wallets) await send(topic, wallet, ['NEEDS_WALLET', 'VIRTUAL_ACCOUNT']);
    await eventually(async () => (await lanes(group)).length === wallets.length);
    await Promise.all(wallets.map(know));
    await eventually(async () => (await lanes(group)).length === 0, { within: 20_000 });
    for (const wallet of wallets) expect(await effects(wallet)).toHaveLength(2);
  });

  it('is left alone by an instance whose claim another has taken over', async () => {
    const { topic, group, consumer } = await consume();
    const wallet = unique('w');
    await send(topic, wallet, ['NEEDS_WALLET']);
    const [lane] = await eventually(async () => {
      const found = await lanesOf(service.connection).find({ group }).toArray();
      return found.length > 0 ? found : undefined;
    }).then((found) => found ?? []);
    await consumer.stop();
    const [parked] = lane?.messages ?? [];
    if (lane === undefined || parked === undefined) throw new Error('nothing is parked');
    const raw = toRaw(lane, parked);
    const item = { ...(await readRecord(raw, group, service.codec)), lane: lane._id };
    await know(wallet);
    const limits = { waitLimitMs: 60_000, failedAttemptsMax: 5, failedPauseMs: 100 };
    const now = () => new Date();
    const { connection, logger } = service;
    const deps = { connection, logger, group, codeVersion: '1', now, limits };
    const heads = new Map([[item, { lane, message: parked, item }]]);
    const release = (holder: string) =>
      service.executor.execute(overItems(topUps(connection)), [item], {
        aside: releasing(deps, { heads, holder }),
      });
    await lanesOf(connection).updateOne({ _id: lane._id }, { $set: { claimedBy: 'another' } });
    expect(await release('late')).toMatchObject([{ status: 'wait' }]);
    expect(await effects(wallet)).toEqual([]);
    expect(await release('another')).toMatchObject([{ status: 'done' }]);
    expect(await effects(wallet)).toHaveLength(1);
  });

  it('holds a bounded number of messages; further ones are dead-lettered by name', async () => {
    const { topic, group } = await consume();
    const wallet = unique('w');
    const channels = Array.from({ length: PARKED_PER_KEY_MAX + 3 }, (): Channel => 'NEEDS_WALLET');
    await send(topic, wallet, channels);
    const tail = await service.tail(deadLetterTopic(group));
    const letters = await tail.atLeast(3);
    const codes = letters.map(({ headers }) => textsOf(headers)['dead_error_code']);
    expect(codes).toEqual(Array.from({ length: 3 }, () => 'AKT_PARKED_KEY_FULL'));
    expect((await lanes(group))[0]).toMatchObject({ count: PARKED_PER_KEY_MAX });
  });
});
