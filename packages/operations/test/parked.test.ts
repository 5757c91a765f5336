import { createTopic, eventually, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asleep } from './asleep.ts';
import { startOperated, type TestOperated } from './operated.ts';

const MINUTE_MS = 60_000;
const PARKED = '/v1/operations/parked';

let service: TestOperated;
beforeAll(async () => {
  const topic = await createTopic('operated');
  service = await startOperated({ topic, waitLimitMs: MINUTE_MS });
});
afterAll(() => service.close());

const parked = async (query = '') => (await service.ask('get', `${PARKED}${query}`)).body;
const release = (group = service.group) =>
  service.act(`/v1/operations/consumers/${group}/parked/releases`, { reason: 'open now' }, 'sre-1');

describe('messages that wait', () => {
  it('are grouped by what they wait for, and shown by key, decoded and masked', async () => {
    const [one, other] = [unique('w'), unique('w')];
    await service.waiting(one, 2);
    await service.waiting(other, 1);
    await eventually(async () => (await parked()).causes[0]?.messages === 3);
    const { causes, keys } = await parked();
    expect(causes).toMatchObject([
      { group: service.group, reason: 'WALLET_AWAITED', keys: 2, messages: 3 },
    ]);
    expect(causes[0]).toMatchObject({ errorClass: 'Waited', codeVersion: '1', frames: [] });
    expect(causes[0].schemaId).toBeGreaterThan(0);
    expect(keys).toMatchObject([
      { key: one, messages: 2, reason: 'WALLET_AWAITED' },
      { key: other, messages: 1 },
    ]);
    expect((await parked(`?key=${other}&reason=WALLET_AWAITED`)).keys).toHaveLength(1);
    expect((await parked('?reason=OTHER')).keys).toEqual([]);
    const path = `${PARKED}/${encodeURIComponent(keys[0].id)}`;
    const { body } = await service.ask('get', path);
    expect(body.first).toMatchObject([
      { type: 'WalletOpened', event: { walletId: one } },
      { type: 'WalletOpened', event: { walletId: one } },
    ]);
    expect(body).toMatchObject({ codeVersion: '1', schemaId: causes[0].schemaId });
  });

  it('of one reason are apart by cause; those from before causes were kept are one', async () => {
    const why = { errorClass: 'TypeError', code: 'X', frames: ['at a.ts:1:2'], schemaId: 7 };
    await asleep(service.connection, 'k-1', { ...why, codeVersion: '1', cause: 'c-1' });
    await asleep(service.connection, 'k-2', { ...why, codeVersion: '2', cause: 'c-2' });
    await asleep(service.connection, 'k-3');
    await asleep(service.connection, 'k-4');
    const ofGroup = (all: readonly { group: string }[]) => all.filter(({ group }) => group === 'z');
    expect(ofGroup((await parked()).causes)).toMatchObject([
      { cause: 'z X', keys: 2, schemaId: null, codeVersion: '', frames: [] },
      { cause: 'c-1', keys: 1, schemaId: 7, codeVersion: '1', frames: ['at a.ts:1:2'] },
      { cause: 'c-2', keys: 1, schemaId: 7, codeVersion: '2', errorClass: 'TypeError' },
    ]);
    expect((await parked('?cause=c-2')).keys).toMatchObject([{ key: 'k-2', codeVersion: '2' }]);
    expect((await parked('?cause=z%20X')).keys).toMatchObject([{ key: 'k-3' }, { key: 'k-4' }]);
  });

  it('are gone once they are done', async () => {
    const wallet = unique('w');
    await service.waiting(wallet, 1);
    const keys = async () => (await parked(`?key=${wallet}`)).keys;
    await eventually(async () => (await keys()).length === 1);
    const [{ id }] = await keys();
    service.know(wallet);
    await eventually(async () => (await keys()).length === 0);
    const gone = await service.ask('get', `${PARKED}/${encodeURIComponent(id)}`);
    expect(gone).toMatchObject({ status: 404, body: { code: 'PARKED_KEY_NOT_FOUND' } });
  });

  it('are tried at once when they are released, and not after their pause', async () => {
    const wallet = unique('w');
    await service.waiting(wallet, 2);
    const keys = async () => (await parked(`?key=${wallet}`)).keys;
    await eventually(async () => (await keys()).length === 1);
    await service.putOff(wallet);
    service.know(wallet);
    const released = await release();
    expect(released).toMatchObject({ status: 200, body: { group: service.group } });
    expect(released.body.keys).toBeGreaterThan(0);
    await eventually(async () => (await service.credits(wallet)) === 2);
    const { body: audit } = await service.ask('get', '/v1/operations/audit');
    expect(audit[0]).toMatchObject({ act: 'RELEASE_PARKED', subject: service.group });
    expect((await release('other')).status).toBe(404);
  });

  it('stay as they are when they are being tried, or before their last attempt', async () => {
    const wallet = unique('w');
    await service.waiting(wallet, 1);
    const keys = async () => (await parked(`?key=${wallet}`)).keys;
    await eventually(async () => (await keys()).length === 1);
    for (const differs of [{ attempts: 4 }, { claimedUntil: new Date(Date.now() + MINUTE_MS) }]) {
      await service.putOff(wallet, differs);
      const before = await keys();
      expect((await release()).status).toBe(200);
      expect(await keys()).toEqual(before);
    }
  });
});
