import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { eventually, parts } from '@angkutan/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCustomerBook } from '../src/store/books.ts';
import { createIdentityVault } from '../src/store/identity-vault.ts';
import { masterKeyId } from '../src/store/master-keys.ts';
import { openRows, type Rows } from '../src/store/rows.ts';
import { openStore, type Store } from './store-under-test.ts';
import { command, commandEnvironment, insertCustomers, nameOf } from './vault-rows.ts';

const PROGRAM = join(import.meta.dirname, 'programs/personal-data.ts');
/** Several pages of the command's. */
const MANY = 2_000;
const [OLD, NEW] = [randomBytes(32), randomBytes(32)];

let store: Store;
let rows: Rows;
const running: ChildProcess[] = [];
beforeEach(async () => {
  store = await openStore();
  rows = await openRows(store.connection);
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await store.close();
});

const KEYS = { current: NEW, previous: OLD };
const rotate = () => command(store, KEYS, 'rotate-master-key');

/** The same as a process of its own, which can be killed. */
function rotateAlone() {
  const { mongodbUri, schemaRegistryUrl } = parts();
  const given = commandEnvironment(mongodbUri, schemaRegistryUrl, KEYS);
  const args = [PROGRAM, store.connection.name, 'rotate-master-key'];
  const child = spawn(process.execPath, args, { env: given });
  running.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, ended: once(child, 'close'), output: () => output };
}

const under = (key: Buffer) =>
  rows.customers.countDocuments({ 'identity.masterKey': masterKeyId(key) });

/** How many of the customers these master keys open, each with its own name. */
async function opened(...[current, previous]: [Buffer, Buffer?]): Promise<number> {
  const vault = createIdentityVault(current, previous);
  const all = await rows.customers.find().toArray();
  return all.filter(({ _id, identity }) => vault.open(_id, identity).name === nameOf(_id)).length;
}

describe('a rotation of the master key', () => {
  it('brings every key under the new one, says how many, and is done once done', async () => {
    await insertCustomers(store, OLD, 20);
    const first = await rotate();
    expect(first).toEqual({
      code: 0,
      output: expect.stringContaining('20 wrapped anew now, 0 left'),
    });
    expect([await opened(NEW), await under(OLD)]).toEqual([20, 0]);
    const second = await rotate();
    expect(second).toEqual({
      code: 0,
      output: expect.stringContaining('0 wrapped anew now, 0 left'),
    });
    expect(await opened(NEW)).toBe(20);
  });

  it('killed with -9 in the middle loses nothing, and goes on where it was', async () => {
    await insertCustomers(store, OLD, MANY);
    const { child, ended, output } = rotateAlone();
    await eventually(() => output().includes('wrapped anew'), { within: 25_000 });
    child.kill('SIGKILL');
    await ended;
    const done = await under(NEW);
    expect([done > 0, done < MANY]).toEqual([true, true]);
    expect(await opened(NEW, OLD)).toBe(MANY);
    const again = await rotate();
    const rest = `${MANY - done} wrapped anew now, 0 left`;
    expect(again).toEqual({ code: 0, output: expect.stringContaining(rest) });
    expect(await opened(NEW)).toBe(MANY);
  });

  it('takes nothing back of what the services write meanwhile', async () => {
    const ids = await insertCustomers(store, OLD, 300);
    const registration = { role: 'DRIVER', status: 'READY', attempt: 1, tokenHash: 't' } as const;
    const opening = { ...registration, since: new Date(), consents: { terms: 't', privacy: 'p' } };
    await rows.customers.updateMany({}, { $set: { registration: opening } });
    const vault = createIdentityVault(NEW, OLD);
    const rules = { processingWindowMs: 1, consents: opening.consents, registerFirst: false };
    const customers = createCustomerBook(store.executor, { rows, vault, rules });
    const rotated = rotate();
    for (const customerId of ids) {
      const reference = `${customerId}.driver.t.1`;
      await customers.change({ type: 'StartSending', customerId, reference });
    }
    expect((await rotated).code).toBe(0);
    expect(await rows.customers.countDocuments({ 'registration.status': 'SENDING' })).toBe(300);
    expect([await opened(NEW), await under(NEW)]).toEqual([300, 300]);
  });

  it('leaves what neither key opens as it is, and says so with exit 1', async () => {
    const [stranger = ''] = await insertCustomers(store, randomBytes(32), 1);
    await insertCustomers(store, OLD, 3);
    const before = await rows.customers.findOne({ _id: stranger });
    const { code, output } = await rotate();
    expect([code, output]).toEqual([1, expect.stringContaining('3 wrapped anew now, 1 left')]);
    expect(output).toContain(`of 1 customers, such as ${stranger}`);
    expect(await rows.customers.findOne({ _id: stranger })).toEqual(before);
  });

  it('takes a key from before master keys had names', async () => {
    await insertCustomers(store, OLD, 2);
    await rows.customers.updateMany({}, { $unset: { 'identity.masterKey': '' } });
    expect((await rotate()).code).toBe(0);
    expect([await opened(NEW), await under(NEW)]).toEqual([2, 2]);
  });
});
