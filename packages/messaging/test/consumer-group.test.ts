import { setTimeout as delay } from 'node:timers/promises';
import { createTopic, eventually, produce, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService, toRecords, type TestService } from './support/service.ts';
import { effectsOf, topUp, topUps, type Effect } from './support/top-ups.ts';

describe('a consumer in its group', () => {
  let service: TestService;
  beforeAll(async () => void (service = await startService()));
  afterAll(() => service.close());

  const effects = (wallet: string): Promise<Effect[]> =>
    effectsOf(service.connection).find({ wallet }).toArray();
  const records = (...events: Parameters<typeof toRecords>[1]) => toRecords(service.codec, events);

  it('is not held up for long by a partition whose messages are slow', async () => {
    const topic = await createTopic('slow', 2);
    const quick = unique('quick');
    const slow = topUps(service.connection, {
      loaded: async (messages) => {
        if (messages.some(({ partition }) => partition === 0)) await delay(300);
      },
    });
    await service.consume(topic, { work: slow });
    for (let i = 0; i < 4; i += 1) {
      const many = await records(...Array.from({ length: 1_000 }, () => topUp(unique('slow'))));
      await produce(
        topic,
        many.map((record) => ({ ...record, partition: 0 })),
      );
    }
    await eventually(
      async () => (await effectsOf(service.connection).findOne({ wallet: /^slow/ })) !== null,
    );
    const sentAt = performance.now();
    await produce(
      topic,
      (await records(topUp(quick))).map((one) => ({ ...one, partition: 1 })),
    );
    await eventually(async () => (await effects(quick)).length === 1);
    // Its partition has 6 s of work left; one time-box and one group may pass.
    expect(performance.now() - sentAt).toBeLessThan(2_500);
  });

  it('is not run a second time when it takes longer than its session', async () => {
    const topic = await createTopic('long');
    const wallet = unique('w');
    let runs = 0;
    const long = topUps(service.connection, {
      loaded: async (messages) => {
        if (messages.length > 0) runs += 1;
        await delay(12_000);
      },
    });
    const group = unique('group');
    const consumers = await Promise.all([
      service.consume(topic, { work: long, group }),
      service.consume(topic, { work: long, group }),
    ]);
    await produce(topic, [...(await records(topUp(wallet)))]);
    await eventually(async () => (await effects(wallet)).length === 1, { within: 25_000 });
    expect(runs).toBe(1);
    expect(consumers.every((consumer) => consumer.isAlive())).toBe(true);
  });

  it('does each message once while instances come and go', async () => {
    const topic = await createTopic('storm', 6);
    const group = unique('group');
    const prefix = unique('storm');
    const ended = new Set<Promise<void>>();
    let [sent, last] = [0, await service.consume(topic, { group })];
    for (let round = 0; round < 4; round += 1) {
      const events = Array.from({ length: 150 }, (_, i) => topUp(`${prefix}-${round}-${i}`));
      await produce(topic, [...(await records(...events))]);
      sent += events.length;
      const next = await service.consume(topic, { group });
      ended.add(last.stop());
      last = next;
    }
    await Promise.all(ended);
    const all = effectsOf(service.connection).find({ wallet: new RegExp(`^${prefix}`) });
    const count = async () => (await all.clone().toArray()).length;
    await eventually(async () => (await count()) >= sent, { within: 20_000 });
    expect(await count()).toBe(sent);
  });
});
