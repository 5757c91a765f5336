import { createTopic, eventually, produce, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService, toRecords, type TestService } from './support/service.ts';
import { effectsOf, topUp, topUps } from './support/top-ups.ts';

describe('a consumer that is restarted in its process', () => {
  let service: TestService;
  beforeAll(async () => void (service = await startService()));
  afterAll(() => service.close());

  /** Sends a message for each of the wallets; answers their ids. */
  async function send(topic: string, wallets: readonly string[]): Promise<readonly string[]> {
    const events = wallets.map((wallet) => topUp(wallet));
    await produce(topic, [...(await toRecords(service.codec, events))]);
    return events.map(({ eventId }) => eventId);
  }
  /** The ids of the messages that had an effect on these wallets, in the order of their effects. */
  async function done(wallets: readonly string[]): Promise<readonly string[]> {
    const found = effectsOf(service.connection).find({ wallet: { $in: [...wallets] } });
    return (await found.sort({ _id: 1 }).toArray()).map(({ message }) => message);
  }

  it('takes what hung again, once, also when that ends after all', async () => {
    const topic = await createTopic('hung');
    const [wallet, gate] = [unique('w'), Promise.withResolvers<void>()];
    let [hung, ended] = [0, 0];
    const work = topUps(service.connection, {
      loaded: async () => {
        if (hung > 0) return;
        hung += 1;
        await gate.promise.then(() => (ended += 1));
      },
    });
    const consumer = await service.consume(topic, { work });
    const sent = [...(await send(topic, [wallet, wallet, wallet]))];
    await eventually(() => hung === 1);
    expect(await done([wallet])).toEqual([]);
    await consumer.restart();
    expect(consumer.isAlive()).toBe(true);
    await eventually(async () => (await done([wallet])).length === sent.length);
    gate.resolve();
    await eventually(() => ended === 1);
    sent.push(...(await send(topic, [wallet])));
    await eventually(async () => (await done([wallet])).length >= sent.length);
    expect(await done([wallet])).toEqual(sent);
  });

  it('loses nothing, doubles nothing and keeps the order of each key, however often under load', async () => {
    const topic = await createTopic('restarts', 3);
    const prefix = unique('w');
    const wallets = Array.from({ length: 40 }, (_, n) => `${prefix}-${n}`);
    const consumer = await service.consume(topic);
    const rounds: (readonly string[])[] = [];
    while (rounds.length < 6) {
      rounds.push(await send(topic, wallets));
      if (rounds.length % 2 === 0) void consumer.restart();
    }
    const sent = rounds.flat();
    await eventually(async () => (await done(wallets)).length >= sent.length, { within: 30_000 });
    expect((await done(wallets)).toSorted()).toEqual(sent.toSorted());
    for (const [n, wallet] of wallets.entries()) {
      expect(await done([wallet])).toEqual(rounds.map((round) => round[n]));
    }
  });

  it('is not alive meanwhile, and a second restart is the one under way', async () => {
    const topic = await createTopic('twice');
    const consumer = await service.consume(topic);
    expect(consumer.isAlive()).toBe(true);
    const first = consumer.restart();
    expect(consumer.restart()).toBe(first);
    expect(consumer.isAlive()).toBe(false);
    await first;
    expect(consumer.isAlive()).toBe(true);
  });

  it('does not come back once it was stopped', async () => {
    const consumer = await service.consume(await createTopic('stopped'));
    await Promise.all([consumer.restart(), consumer.stop()]);
    expect(consumer.isAlive()).toBe(false);
  });
});
