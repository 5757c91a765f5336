import { createTopic, eventually, produce, unique } from '@angkutan/testkit';
import kafkajs, { type Admin, type Message } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTopics } from '../src/create-topics.ts';
import { startService, toRecords, type TestService } from './support/service.ts';
import { effectsOf, topUp } from './support/top-ups.ts';

const { CompressionCodecs, CompressionTypes } = kafkajs;

describe('a consumer that starts', () => {
  let service: TestService;
  let admin: Admin;
  beforeAll(async () => {
    service = await startService();
    admin = (await service.kafka()).admin();
    await admin.connect();
  });
  afterAll(async () => {
    await admin.disconnect();
    await service.close();
  });

  /** A topic with five messages whose group has committed `offset`. */
  async function read(
    offset: string,
  ): Promise<{ topic: string; group: string; wallets: string[] }> {
    const [topic, group] = [await createTopic('offsets'), unique('group')];
    const wallets = Array.from({ length: 5 }, () => unique('w'));
    await produce(topic, [
      ...(await toRecords(
        service.codec,
        wallets.map((one) => topUp(one)),
      )),
    ]);
    await commit(topic, group, offset);
    return { topic, group, wallets };
  }

  async function deleteThree(topic: string): Promise<void> {
    // Only of a topic whose offsets were asked for does kafkajs know the leaders.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '3' }] });
  }

  /** As a member does. kafkajs' own `setOffsets` waits 5 s for messages that it does not want. */
  async function commit(topic: string, groupId: string, offset: string): Promise<void> {
    const member = (await service.kafka()).consumer({ groupId, maxWaitTimeInMs: 50 });
    const joined = new Promise<void>((resolve) => {
      member.on(member.events.GROUP_JOIN, () => {
        member.pause([{ topic }]);
        resolve();
      });
    });
    await member.subscribe({ topic });
    await member.run({ autoCommit: false, eachMessage: async () => undefined });
    await joined;
    await member.commitOffsets([{ topic, partition: 0, offset }]);
    await member.disconnect();
  }

  const credited = async (wallets: readonly string[]): Promise<string[]> =>
    await effectsOf(service.connection).distinct('wallet', { wallet: { $in: [...wallets] } });

  it('refuses to when messages were deleted unread, and says which', async () => {
    const { topic, group } = await read('1');
    await deleteThree(topic);
    await expect(service.consume(topic, { group })).rejects.toMatchObject({
      code: 'AKT_OFFSET_GAP',
      message: expect.stringContaining(`${topic}/0 was deleted unread from 1 to 3`),
    });
  });

  it('goes on from the first message there is, not from the last, when the gap is accepted', async () => {
    const { topic, group, wallets } = await read('1');
    await deleteThree(topic);
    await service.consume(topic, { group, acceptedGaps: [`${topic}/0@1`] });
    await eventually(async () => (await credited(wallets)).length === 2);
    expect(service.lines.join('')).toContain('AKT_OFFSET_OUT_OF_RANGE');
  });

  it('accepts the gap that was named, not another', async () => {
    const { topic, group } = await read('1');
    await deleteThree(topic);
    const acceptedGaps = [`${topic}/0@0`, `${topic}/1@1`];
    await expect(service.consume(topic, { group, acceptedGaps })).rejects.toMatchObject({
      message: expect.stringContaining(`ACCEPTED_OFFSET_GAPS=${topic}/0@1`),
    });
  });

  it('reads a topic that was made anew from its beginning, with an alert', async () => {
    const { topic, group, wallets } = await read('1000');
    await service.consume(topic, { group });
    await eventually(async () => (await credited(wallets)).length === 5);
    expect(service.lines.join('')).toContain('AKT_OFFSET_BEYOND_END');
  });

  it('refuses to when its inbox forgets sooner than messages can come back', async () => {
    const topic = await createTopic('retention');
    const inboxRetentionMs = 20 * 24 * 3_600_000;
    await expect(service.consume(topic, { inboxRetentionMs })).rejects.toMatchObject({
      code: 'AKT_INBOX_TOO_SHORT',
    });
  });

  it('reads a compacted topic, which is kept for ever, whatever its inbox remembers', async () => {
    const topic = unique('states');
    const configEntries = ['cleanup.policy=compact', 'retention.ms=-1'].map((entry) => {
      const [name = '', value = ''] = entry.split('=');
      return { name, value };
    });
    await createTopics(admin, [{ topic, configEntries }]);
    const wallet = unique('w');
    await produce(topic, [...(await toRecords(service.codec, [topUp(wallet)]))]);
    await service.consume(topic);
    await eventually(async () => (await credited([wallet])).length === 1);
  });

  it('refuses to when a topic is missing, and names it', async () => {
    const topic = unique('nowhere');
    await expect(service.consume(topic)).rejects.toMatchObject({
      code: 'AKT_TOPIC_MISSING',
      message: expect.stringContaining(topic),
    });
  });

  it('reads what another team has compressed', async () => {
    const topic = await createTopic('zstd');
    const wallet = unique('w');
    await sendCompressed(topic, [...(await toRecords(service.codec, [topUp(wallet)]))]);
    await service.consume(topic);
    await eventually(async () => (await credited([wallet])).length === 1);
  });

  it('is not alive any more, and says so once, when kafkajs gives up for good', async () => {
    const topic = await createTopic('crash');
    await sendCompressed(topic, [{ value: 'x' }]);
    const codec = CompressionCodecs[CompressionTypes.ZSTD];
    CompressionCodecs[CompressionTypes.ZSTD] = () => {
      throw new TypeError('as a bug inside kafkajs would');
    };
    const deaths: Error[] = [];
    const consumer = await service.consume(topic, { onDead: (error) => void deaths.push(error) });
    await eventually(() => deaths.length > 0);
    CompressionCodecs[CompressionTypes.ZSTD] = codec;
    expect(consumer.isAlive()).toBe(false);
    expect(deaths).toHaveLength(1);
  });

  async function sendCompressed(topic: string, messages: Message[]): Promise<void> {
    const producer = (await service.kafka()).producer();
    await producer.connect();
    await producer.send({ topic, messages, compression: CompressionTypes.ZSTD });
    await producer.disconnect();
  }
});
