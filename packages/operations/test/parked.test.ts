import { createTopic, eventually, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
});
