import { RegistryUnavailableError, UndecodableError } from '@angkutan/events';
import { createTopic, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOperated, type TestOperated } from './operated.ts';

const reason = 'nobody needs it';

interface Row {
  readonly id: string;
  readonly auditId: string;
  readonly at: string;
}

describe('what a service gave up', () => {
  let service: TestOperated;
  beforeAll(async () => {
    service = await startOperated({ topic: await createTopic('operated'), acts: {} });
  });
  afterAll(() => service.close());

  it('is grouped by cause, found by its fields and by what it says, and tells its story', async () => {
    const wallet = unique('w');
    const [id = ''] = await service.dead(wallet, 2);
    const { body: causes } = await service.ask('get', '/v1/operations/causes');
    expect(causes).toMatchObject([{ code: 'WALLET_UNKNOWN', count: 2 }]);
    const { body: found } = await service.ask('get', `/v1/operations/failures?search=${wallet}`);
    expect(found).toHaveLength(2);
    expect(found).toContainEqual(
      expect.objectContaining({ id, key: wallet, type: 'WalletOpened' }),
    );
    const { body: story } = await service.ask('get', `/v1/operations/failures/${id}`);
    expect(story).toMatchObject({ event: { walletId: wallet, role: 'USER' } });
    const { body: steps } = await service.ask('get', `/v1/operations/story?id=${wallet}`);
    expect(steps).toMatchObject([
      { kind: 'message', title: 'WalletOpened DEAD', facts: { group: service.group } },
      { kind: 'message', title: 'WalletOpened DEAD', facts: { code: 'WALLET_UNKNOWN' } },
    ]);
    expect((await service.ask('get', '/v1/operations/failures/unknown')).status).toBe(404);
    expect((await service.ask('get', '/v1/operations/failures?search=.*')).body).toEqual([]);
    const said = await service.ask(
      'get',
      `/v1/operations/failures?search=role%20user&key=${wallet}`,
    );
    expect(said.body).toHaveLength(2);
  });

  it('says why it cannot be shown: not now, or never', async () => {
    const [id = ''] = await service.dead(unique('w'), 1);
    const read = async () => (await service.ask('get', `/v1/operations/failures/${id}`)).body;
    expect(await read()).not.toHaveProperty('unread');
    service.breakDecoding(new RegistryUnavailableError('NETWORK', 'it is away'));
    expect(await read()).toMatchObject({ event: null, unread: 'REGISTRY_UNAVAILABLE' });
    service.breakDecoding(new UndecodableError('BAD_BODY', 'no such field'));
    expect(await read()).toMatchObject({ event: null, unread: 'UNDECODABLE' });
    service.breakDecoding(undefined);
  });

  it('is paged without loss or repetition, and its audit too, when all is of one moment', async () => {
    const wallet = unique('w');
    const ids = await service.dead(wallet, 5);
    await service.atOneMoment();
    const failures = `/v1/operations/failures?key=${wallet}&limit=2`;
    expect(await pages(failures, ({ id, at }) => ({ id, at }))).toEqual(
      ids.toSorted().toReversed(),
    );
    await service.act('/v1/operations/drops', { ids, reason }, 'sre-1');
    await service.atOneMoment();
    const audited = await pages('/v1/operations/audit?limit=2', ({ auditId: id, at }) => ({
      id,
      at,
    }));
    expect(new Set(audited).size).toBe(audited.length);
    expect(audited.length).toBeGreaterThanOrEqual(ids.length);
  });

  /** All rows, page by page of two. */
  async function pages(path: string, cursorOf: (row: Row) => { id: string; at: string }) {
    const told: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await service.ask('get', path + cursor);
      const rows: readonly Row[] = body;
      told.push(...rows.map((row) => cursorOf(row).id));
      const last = rows.at(-1);
      if (!last || rows.length < 2) return told;
      const { id, at } = cursorOf(last);
      cursor = `&before=${at}&beforeId=${encodeURIComponent(id)}`;
    }
  }
});
