import { isCommitUnknown } from '@angkutan/mongo';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../src/work.ts';
import { startService, type TestService } from './support/service.ts';
import { effectsOf, message, topUps } from './support/top-ups.ts';

const byId = { dedupe: (one: Message) => `test:${one.id}` };

describe('a group of messages', () => {
  let service: TestService;
  beforeAll(async () => void (service = await startService()));
  afterAll(() => service.close());
  beforeEach(async () => {
    for (const name of ['balances', 'effects', 'inbox', 'outbox', 'known', 'streams']) {
      await service.connection.collection(name).deleteMany({});
    }
  });

  const statuses = (results: readonly { status: string }[]): string[] =>
    results.map(({ status }) => status);

  it('is decided in order, each message seeing what those before it did', async () => {
    const group = [message('a'), message('b'), message('a'), message('a')];
    const results = await service.executor.execute(topUps(service.connection), group, byId);
    expect(statuses(results)).toEqual(['done', 'done', 'done', 'done']);
    const balances = await service.rows('balances');
    expect(balances).toContainEqual(expect.objectContaining({ _id: 'a', amount: 3n }));
  });

  it('publishes all its events in one outbox document, each in the trace of its message', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const group = [message('a'), message('b')];
    const options = { ...byId, traceparent: trace };
    await service.executor.execute(topUps(service.connection), group, options);
    const [document, ...others] = await service.connection.collection('outbox').find().toArray();
    expect(others).toEqual([]);
    expect(document?.['entries']).toHaveLength(2);
    const text = JSON.stringify(document, (_, value: unknown) => String(value));
    expect(text).not.toContain('b7ad6b7169203331');
  });

  it('does nothing with a message that was taken before, or stands in it twice', async () => {
    const [first, second] = [message('a'), message('a')];
    const work = topUps(service.connection);
    await service.executor.execute(work, [first], byId);
    const results = await service.executor.execute(work, [first, second, second], byId);
    expect(statuses(results)).toEqual(['duplicate', 'done', 'duplicate']);
    expect(await service.rows('effects')).toHaveLength(2);
  });

  it('lays a throw of decide to its message alone, in one transaction', async () => {
    let loads = 0;
    const work = topUps(service.connection, { loaded: () => void (loads += 1) });
    const group = [message('a'), message('b', 'BUG'), message('c')];
    expect(statuses(await service.executor.execute(work, group, byId))).toEqual([
      'done',
      'failed',
      'done',
    ]);
    expect(loads).toBe(1);
    expect(await service.rows('effects')).toHaveLength(2);
  });

  it('lays an event that does not fit its schema to its message, and changes nothing for it', async () => {
    const group = [message('a', 'UNENCODABLE'), message('a')];
    const results = await service.executor.execute(topUps(service.connection), group, byId);
    expect(statuses(results)).toEqual(['failed', 'done']);
    expect(await service.rows('balances')).toMatchObject([{ _id: 'a', amount: 1n }]);
  });

  it('is bisected until the message that cannot be written is alone, and the others commit', async () => {
    const group = Array.from({ length: 20 }, (_, i) => message(`w${i}`));
    group[13] = message('w13', 'UNWRITABLE');
    const results = await service.executor.execute(topUps(service.connection), group, byId);
    expect(results.findIndex(({ status }) => status === 'failed')).toBe(13);
    expect(results.filter(({ status }) => status === 'done')).toHaveLength(19);
    expect(await service.rows('effects')).toHaveLength(19);
  });

  it('takes effect once when a twin commits between its reading and its writing (E11000)', async () => {
    const one = message('a');
    let runs = 0;
    const late = topUps(service.connection, {
      loaded: async () => {
        runs += 1;
        // A twin on another wallet's documents, so that the inbox alone can tell.
        if (runs === 1) await service.connection.collection('inbox').insertOne(inboxRow(one));
      },
    });
    const results = await service.executor.execute(late, [one], byId);
    expect(statuses(results)).toEqual(['duplicate']);
    expect(runs).toBe(1);
    expect(await service.rows('effects')).toEqual([]);
  });

  it('takes effect once each when two processes have the same messages at once', async () => {
    const group = Array.from({ length: 60 }, (_, i) => message(`w${i % 7}`));
    const runs = await Promise.all(
      [1, 2, 3].map(() => service.executor.execute(topUps(service.connection), group, byId)),
    );
    const effects = await effectsOf(service.connection).find().toArray();
    expect(new Set(effects.map((effect) => effect.message)).size).toBe(60);
    expect(effects).toHaveLength(60);
    expect(runs.flat().filter(({ status }) => status === 'done')).toHaveLength(60);
  });

  it('commits although others write the same accounts all the time', async () => {
    const groups = Array.from({ length: 8 }, () =>
      Array.from({ length: 10 }, () => message('hot')),
    );
    const all = await Promise.all(
      groups.map((group) => service.executor.execute(topUps(service.connection), group, byId)),
    );
    expect(all.flat().every(({ status }) => status === 'done')).toBe(true);
    expect(await service.rows('balances')).toMatchObject([{ _id: 'hot', amount: 80n }]);
  });

  it('tells who listens after each commit, and no more once he stopped', async () => {
    const heard: unknown[] = [];
    const stop = service.executor.onCommitted((committed) => heard.push(committed));
    await service.executor.execute(topUps(service.connection), [message('a')], byId);
    stop();
    await service.executor.execute(topUps(service.connection), [message('a')], byId);
    expect(heard).toEqual([{ work: 'top-ups', published: 1 }]);
  });

  it('is done once although who listens to commits fails', async () => {
    const stop = service.executor.onCommitted(() => {
      throw new Error('listener');
    });
    const results = await service.executor.execute(topUps(service.connection), [message('a')]);
    stop();
    expect(statuses(results)).toEqual(['done']);
    expect(await service.rows('effects')).toHaveLength(1);
  });

  it('is unavailable, not failed, when the database is gone', async () => {
    const lost = await startService();
    await lost.connection.close();
    const results = await lost.executor.execute(topUps(lost.connection), [message('a')], byId);
    expect(statuses(results)).toEqual(['unavailable']);
    expect(results.some((one) => 'error' in one && isCommitUnknown(one.error))).toBe(false);
    await lost.close();
  });
});

function inboxRow(one: Message): Record<string, unknown> {
  return { _id: `test:${one.id}`, at: new Date() };
}
