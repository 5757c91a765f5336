import { connect } from '@angkutan/mongo';
import { eventually } from '@angkutan/testkit';

const NOT_OURS = new Set(['admin', 'config', 'local']);
/**
 * A relay renews its lease, a worker notes when it has asked KasPro again, and balances are looked at all the time;
 * nothing moves by it.
 */
const RESTLESS = new Set(['leases', 'instructions', 'balance_looks', 'balance_rounds']);
const QUIET_WITHIN = { within: 60_000 };
/** So often in turn must nothing have changed. */
const QUIET_READS = 20;

type Client = ReturnType<Awaited<ReturnType<typeof connect>>['getClient']>;

export interface Stored {
  /** A digest per collection of every database, once nothing is under way. */
  quiet(): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

/** What the services have stored for good, to show that a call has changed nothing of it. */
export async function openStored(uri: string): Promise<Stored> {
  const connection = await connect(uri, { name: 'angkutan-role-matrix' });
  const client = connection.getClient();
  return {
    quiet: async () => {
      const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
      const ours = databases.map(({ name }) => name).filter((name) => !NOT_OURS.has(name));
      let before = '';
      let same = 0;
      return eventually(async () => {
        const entries = await Promise.all(ours.map((name) => digestsOf(client, name)));
        const now = Object.fromEntries(entries.flat());
        same = JSON.stringify(now) === before ? same + 1 : 0;
        before = JSON.stringify(now);
        if (same < QUIET_READS) throw new Error('something is still under way');
        return now;
      }, QUIET_WITHIN);
    },
    close: () => connection.close(),
  };
}

async function digestsOf(client: Client, name: string): Promise<[string, string][]> {
  const database = client.db(name);
  const { collections } = await database.command({ dbHash: 1 });
  const lasting = await Promise.all(
    Object.entries<string>(collections).map(async ([of, digest]) => {
      const indexes = await database.collection(of).indexes();
      // Rows that go by themselves may go at any moment.
      const passing = indexes.some((index) => index.expireAfterSeconds !== undefined);
      return passing || RESTLESS.has(of)
        ? []
        : [[`${name}.${of}`, digest] satisfies [string, string]];
    }),
  );
  return lasting.flat();
}
