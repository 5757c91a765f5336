import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { destroyDueKeys } from '../src/jobs/destroy-due-keys.ts';
import { createErasureBook } from '../src/store/erasure-book.ts';
import { createIdentityVault } from '../src/store/identity-vault.ts';
import { openRows, type Rows } from '../src/store/rows.ts';
import { openStore, type Store } from './store-under-test.ts';
import { command, insertCustomers, nameOf } from './vault-rows.ts';

const FIVE_YEARS_MS = 5 * 366 * 24 * 60 * 60 * 1000;
const current = randomBytes(32);
const ANI = ['--actor', 'ani@ops', '--reason', 'Letter of 20 November, ticket 41'];

let store: Store;
let rows: Rows;
beforeAll(async () => {
  store = await openStore();
  rows = await openRows(store.connection);
});
afterAll(() => store.close());

async function customer(): Promise<string> {
  const [customerId = ''] = await insertCustomers(store, current, 1);
  return customerId;
}
const erase = (customerId: string) =>
  command(store, { current }, 'erase', '--customer', customerId, ...ANI);
const rowOf = (_id: string) => rows.customers.findOne({ _id });
const recordOf = (_id: string) => rows.erasures.findOne({ _id });

/** The job of the running service, so many milliseconds from now. */
async function jobRuns(aheadMs: number): Promise<readonly string[]> {
  const vault = createIdentityVault(current);
  const erasures = createErasureBook(store.executor, { rows, vault });
  const destroyed: string[] = [];
  store.clock.aheadMs = aheadMs;
  const now = () => new Date(Date.now() + aheadMs);
  const onDestroyed = (customerId: string) => void destroyed.push(customerId);
  await destroyDueKeys(erasures, { now, actor: 'retention', onDestroyed });
  store.clock.aheadMs = 0;
  return destroyed;
}

describe('an erasure', () => {
  it('restricts at once, for five years, with who and why on record', async () => {
    const customerId = await customer();
    const { code, output } = await erase(customerId);
    expect([code, output]).toEqual([0, expect.stringContaining(`${customerId} is restricted now`)]);
    const [row, record] = [await rowOf(customerId), await recordOf(customerId)];
    if (!row?.restriction || !record?.restricted.reason) throw new Error('nothing on record');
    const { since, until } = row.restriction;
    expect(until.getUTCFullYear()).toBe(since.getUTCFullYear() + 5);
    expect(record.restricted).toMatchObject({ actor: 'ani@ops', since, until });
    const fields = createIdentityVault(current).fieldsOf(customerId, row.identity);
    const reason = fields.open('restriction.reason', record.restricted.reason);
    expect(reason).toBe('Letter of 20 November, ticket 41');
  });

  it('asked for again keeps the first date', async () => {
    const customerId = await customer();
    await erase(customerId);
    const before = await rowOf(customerId);
    const { code, output } = await erase(customerId);
    expect([code, output]).toEqual([0, expect.stringContaining('already since')]);
    expect(await rowOf(customerId)).toEqual(before);
  });

  it('of somebody who is not there says so, with exit 1', async () => {
    const { code, output } = await erase('nobody');
    expect([code, output]).toEqual([1, 'there is no customer nobody']);
    expect(await recordOf('nobody')).toBeNull();
  });
});

describe('the key of an erased customer', () => {
  it('stays for five years, and then goes with all that it sealed; the id stays', async () => {
    const [asked, other] = [await customer(), await customer()];
    await erase(asked);
    const { phoneHash = '' } = (await rowOf(asked)) ?? {};
    const expiresAt = new Date(Date.now() + FIVE_YEARS_MS);
    const proof = { _id: `proof-${asked}`, phoneHash, customerId: asked, expiresAt };
    await rows.verifications.insertOne(proof);
    expect(await jobRuns(FIVE_YEARS_MS - 400 * 24 * 60 * 60 * 1000)).toEqual([]);
    expect(await rowOf(asked)).not.toBeNull();
    expect(await jobRuns(FIVE_YEARS_MS)).toContain(asked);
    expect([await rowOf(asked), await rows.verifications.findOne({ phoneHash })]).toEqual([
      null,
      null,
    ]);
    expect(await recordOf(asked)).toEqual({
      _id: asked,
      restricted: { since: expect.any(Date), until: expect.any(Date), actor: 'ani@ops' },
      destroyed: { at: expect.any(Date), actor: 'retention' },
      held: [
        {
          since: expect.any(Date),
          fields: ['phoneHash', 'identity.mobileNumber', 'identity.name'],
        },
        { since: expect.any(Date), fields: ['restriction.reason'] },
      ],
    });
    expect(await rowOf(other)).not.toBeNull();
    expect(await jobRuns(FIVE_YEARS_MS)).toEqual([]);
    // Those who keep the account or the hash of the number hear of it, once.
    const told = (await store.events()).filter(({ type }) => type === 'CustomerErased');
    const asking = told.filter(({ data }) => 'customerId' in data && data.customerId === asked);
    expect(asking).toHaveLength(1);
  });

  it('is destroyed by the command too, and only when it is due', async () => {
    const [early, due] = [await customer(), await customer()];
    await erase(early);
    await erase(due);
    await rows.customers.updateOne({ _id: due }, { $set: { 'restriction.until': new Date() } });
    const { code, output } = await command(store, { current }, 'destroy-due', '--actor', 'budi');
    expect([code, output.split('\n')]).toEqual([
      0,
      expect.arrayContaining(['done: 1 keys destroyed']),
    ]);
    expect([await rowOf(due), (await rowOf(early))?._id]).toEqual([null, early]);
    expect((await recordOf(due))?.destroyed).toMatchObject({ actor: 'budi' });
    expect((await erase(due)).output).toContain('destroyed already');
  });

  it('of one who never held a role goes at the next run', async () => {
    const customerId = await customer();
    await rows.customers.updateOne({ _id: customerId }, { $set: { roles: [] } });
    await erase(customerId);
    expect(await jobRuns(0)).toEqual([customerId]);
  });
});

describe('the report for a breach notice', () => {
  const report = (...args: string[]) => command(store, { current }, 'report', ...args);

  it('names subjects, fields and since when, and nothing of the data', async () => {
    const customerId = await customer();
    const { code, output } = await report();
    expect(code).toBe(0);
    const line = output.split('\n').find((one) => one.startsWith(customerId)) ?? '';
    expect(line).toMatch(
      /^customer-\w+ +20\d\d-.*Z +phoneHash identity.mobileNumber identity.name$/,
    );
    expect(output).toMatch(/\d+ subjects\n {2}phoneHash: \d+\n/);
    expect(output).not.toMatch(/Siti|\+62|hash-of/);
    expect(nameOf(customerId)).toContain('Siti');
  });

  it('says of one subject as CSV and as JSON who is restricted, and what was destroyed', async () => {
    const customerId = await customer();
    await erase(customerId);
    await rows.customers.updateOne(
      { _id: customerId },
      { $set: { 'restriction.until': new Date() } },
    );
    const csv = (await report('--customer', customerId, '--csv')).output.split('\n');
    expect(csv[0]).toBe('customerId,since,restrictedSince,destroyedAt,fields');
    const time = '20[-0-9T:.]+Z';
    const fields = 'phoneHash identity.mobileNumber identity.name';
    expect(csv[1]).toMatch(new RegExp(`^${customerId},${time},${time},,${fields}$`));
    await command(store, { current }, 'destroy-due', '--actor', 'budi');
    const json = JSON.parse((await report('--customer', customerId, '--json')).output);
    expect(json).toMatchObject({ customerId, destroyedAt: expect.stringMatching(time) });
    expect(json.held[0].fields.join(' ')).toBe(fields);
  });

  it('of a time before they came, or after they were destroyed, leaves people out', async () => {
    const customerId = await customer();
    const only = ['--customer', customerId, '--json'];
    expect((await report(...only, '--to', '2020-01-01')).output).toBe('');
    expect((await report(...only, '--from', '2020-01-01')).output).toContain(customerId);
    await erase(customerId);
    await rows.customers.updateOne(
      { _id: customerId },
      { $set: { 'restriction.until': new Date() } },
    );
    await command(store, { current }, 'destroy-due', '--actor', 'budi');
    expect((await report(...only, '--from', '2020-01-01')).output).toContain(customerId);
    expect((await report(...only, '--from', '2099-01-01')).output).toBe('');
  });
});

describe('a command without its environment', () => {
  it.each([
    [{}, ['report'], 'KEY_ENCRYPTION_KEY is missing'],
    [{ current }, ['rotate-master-key'], 'KEY_ENCRYPTION_KEY_PREVIOUS is missing'],
  ])('exits 1 and names what is missing', async (keys, args, missing) => {
    const { code, output } = await command(store, keys, ...args);
    expect([code, output]).toEqual([1, missing]);
  });
});
