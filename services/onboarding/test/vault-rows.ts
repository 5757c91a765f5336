import { randomBytes } from 'node:crypto';
import { parts } from '@angkutan/testkit';
import { runPersonalData } from '../src/start-personal-data.ts';
import { createIdentityVault } from '../src/store/identity-vault.ts';
import { type CustomerRow, openRows } from '../src/store/rows.ts';
import type { Store } from './store-under-test.ts';

/** What the commands read of the environment, for a store of a test. */
export function commandEnvironment(uri: string, registryUrl: string, keys: Keys) {
  const text = (key: Buffer | undefined) => key?.toString('base64');
  return {
    MONGODB_URI: uri,
    SCHEMA_REGISTRY_URL: registryUrl,
    EVENT_SEALING_KEY: text(randomBytes(32)),
    KEY_ENCRYPTION_KEY: text(keys.current),
    KEY_ENCRYPTION_KEY_PREVIOUS: text(keys.previous),
  };
}

export interface Keys {
  readonly current?: Buffer;
  readonly previous?: Buffer;
}

/** Customers as registration leaves them, without going through it. */
export async function insertCustomers(
  { connection }: Store,
  masterKey: Buffer,
  count: number,
): Promise<readonly string[]> {
  const rows = await openRows(connection);
  const vault = createIdentityVault(masterKey);
  const since = new Date();
  const consents = { terms: 't1', privacy: 'p1' };
  const made = Array.from({ length: count }, (_, n): CustomerRow => {
    const _id = `customer-${randomBytes(6).toString('hex')}`;
    const identity = { mobileNumber: `+62812${String(n).padStart(8, '0')}`, name: nameOf(_id) };
    return {
      _id,
      phoneHash: `hash-of-${_id}`,
      identity: { ...vault.seal(_id, identity), since },
      tier: 'BASIC',
      roles: [{ role: 'USER', since, tokenHash: 'token', consents }],
      accounts: ['SUBSCRIBER'],
    };
  });
  await rows.customers.insertMany(made);
  return made.map(({ _id }) => _id);
}

/** The name of an inserted customer. */
export function nameOf(customerId: string): string {
  return `Siti ${customerId}`;
}

/** Runs one of the commands on a test's database, in this process. */
export async function command({ connection }: Store, keys: Keys, ...args: string[]) {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const { mongodbUri, schemaRegistryUrl } = parts();
  const environment = commandEnvironment(mongodbUri, schemaRegistryUrl, keys);
  const terminal = { args, environment, say, complain: say };
  const code = await runPersonalData(terminal, connection.name);
  return { code, output: lines.join('\n') };
}
