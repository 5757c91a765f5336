import type { AnyEvent } from '@angkutan/events';
import { createTopic, eventually, produce, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadLetterTopic } from '../src/dead-letter.ts';
import { startRelay, type Relay } from '../src/relay.ts';
import { startService, toRecords, type TestService } from './support/service.ts';
import { textsOf, type Tailed } from './support/tail.ts';
import { effectsOf, topUp, type Effect } from './support/top-ups.ts';

describe('a consumer', () => {
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

  const effects = (wallet: string): Promise<Effect[]> =>
    effectsOf(service.connection).find({ wallet }).toArray();
  const records = (...events: Parameters<typeof toRecords>[1]) => toRecords(service.codec, events);

  const letters = async (group: string, count: number): Promise<readonly Tailed[]> =>
    await (await service.tail(deadLetterTopic(group))).atLeast(count);

  it('goes on after a TypeError, and the next message of another key runs', async () => {
    const topic = await createTopic('bugs');
    const [bad, good] = [unique('bad'), unique('good')];
    const consumer = await service.consume(topic);
    await produce(topic, [...(await records(topUp(bad, 'BUG'), topUp(good)))]);
    await eventually(async () => (await effects(good)).length === 1);
    expect(consumer.isAlive()).toBe(true);
    expect(service.lines.join('')).not.toContain('Cannot read "bad');
  });

  it('sends a message that fails every time to the dead letters, unchanged, with its story', async () => {
    const topic = await createTopic('poison');
    const group = unique('group');
    const bad = unique('bad');
    await service.consume(topic, { group, failedAttemptsMax: 3, failedPauseMs: 10 });
    const poison = await records(topUp(bad, 'BUG'));
    await produce(topic, [...poison, ...(await records(topUp(bad)))]);
    const dead = await letters(group, 1);
    expect(dead.map(({ value }) => value)).toEqual(poison.map(({ value }) => value));
    expect(dead.map(({ key }) => String(key))).toEqual([bad]);
    const [told] = dead.map(({ headers }) => textsOf(headers));
    const [original] = poison.map(({ headers }) => textsOf(headers));
    expect(told).toMatchObject({
      ...original,
      dead_topic: topic,
      dead_partition: '0',
      dead_offset: '0',
      dead_group: group,
      dead_attempts: '3',
      dead_error_class: 'TypeError',
      dead_code_version: '1.2.3',
    });
    expect(told?.['dead_error_message']).not.toContain(bad);
    // What waited behind it goes on.
    await eventually(async () => (await effects(bad)).length === 1);
  });

  it('dead-letters at once what cannot be decoded, its bytes untouched, and goes on', async () => {
    const topic = await createTopic('garbage');
    const group = unique('group');
    const good = unique('good');
    await service.consume(topic, { group });
    const unknownId = Buffer.from([0, 0x7f, 0xff, 0xff, 0xf0, 1, 2, 3]);
    const poisons = [Buffer.from('not avro'), unknownId, Buffer.alloc(0), null];
    await produce(topic, [
      ...poisons.map((value) => ({ key: 'p', value, headers: { own: 'kept' } })),
      ...(await records(topUp(good))),
    ]);
    await eventually(async () => (await effects(good)).length === 1);
    const dead = await letters(group, poisons.length);
    expect(dead.map(({ value }) => value)).toEqual(poisons);
    const told = dead.map(({ headers }) => textsOf(headers));
    expect(told.map((story) => story['dead_error_code'])).toEqual([
      'NOT_WIRE_FORMAT',
      'UNKNOWN_SCHEMA_ID',
      'NOT_WIRE_FORMAT',
      'NOT_WIRE_FORMAT',
    ]);
    expect(told[1]).toMatchObject({ own: 'kept', dead_schema_id: String(0x7ffffff0) });
  });

  it('dead-letters what is refused under its name', async () => {
    const topic = await createTopic('refused');
    const group = unique('group');
    await service.consume(topic, { group });
    await produce(topic, [...(await records(topUp(unique('w'), 'REFUSED')))]);
    const [letter] = await letters(group, 1);
    expect(textsOf(letter?.headers)).toMatchObject({ dead_error_code: 'NOT_WANTED' });
  });

  it('does a message once that comes five times', async () => {
    const topic = await createTopic('twice');
    const wallet = unique('w');
    await service.consume(topic);
    const same = await records(topUp(wallet));
    const last = unique('last');
    for (let i = 0; i < 5; i += 1) await produce(topic, [...same]);
    await produce(topic, [...(await records(topUp(last)))]);
    await eventually(async () => (await effects(last)).length === 1);
    expect(await effects(wallet)).toHaveLength(1);
  });

  it('passes over event types that are not for it, without writing', async () => {
    const topic = await createTopic('types');
    const [other, ours] = [unique('other'), unique('ours')];
    await service.consume(topic, { types: ['WalletOpened'] });
    const before = await service.connection.collection('inbox').countDocuments();
    await produce(topic, [...(await records(topUp(other)))]);
    const consumer = await service.consume(topic, { types: ['TopUpReceived'] });
    await produce(topic, [...(await records(topUp(ours)))]);
    await eventually(async () => (await effects(ours)).length === 1);
    expect(consumer.isAlive()).toBe(true);
    expect(await service.connection.collection('inbox').countDocuments()).toBe(before + 2);
  });

  it('passes over events that it does not want, without writing', async () => {
    const topic = await createTopic('wanted');
    const [other, ours] = [unique('other'), unique('ours')];
    const isWanted = (event: AnyEvent): boolean =>
      event.type !== 'TopUpReceived' || event.data.walletId === ours;
    await service.consume(topic, { isWanted });
    const before = await service.connection.collection('inbox').countDocuments();
    await produce(topic, [...(await records(topUp(other), topUp(ours)))]);
    await eventually(async () => (await effects(ours)).length === 1);
    expect(await effects(other)).toEqual([]);
    expect(await service.connection.collection('inbox').countDocuments()).toBe(before + 1);
  });

  it('commits its offsets when it stops, and the next one begins behind them', async () => {
    const topic = await createTopic('offsets');
    const group = unique('group');
    const wallet = unique('w');
    const consumer = await service.consume(topic, { group });
    await produce(topic, [...(await records(topUp(wallet), topUp(wallet), topUp(wallet)))]);
    await eventually(async () => (await effects(wallet)).length === 3);
    await consumer.stop();
    const admin = (await service.kafka()).admin();
    await admin.connect();
    const [offsets] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    await admin.disconnect();
    expect(offsets?.partitions).toMatchObject([{ partition: 0, offset: '3' }]);
  });
});
