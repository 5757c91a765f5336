import mongoose from 'mongoose';
import { until, type Patience } from '../process/until.ts';

const { MongoClient } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;

const CONNECT_WITHIN_MS = 2_000;
const NOT_YET_INITIALIZED = 94;

/** Makes the server at `host` the primary of a set of one, and waits until it takes writes. */
export async function untilPrimary(host: string, patience: Omit<Patience, 'what'>): Promise<void> {
  const uri = `mongodb://${host}/?directConnection=true`;
  const ask = (): Promise<true | undefined> =>
    withClient(uri, async (client) => {
      await agreeOnAddress(client, host);
      return isPrimary(client);
    });
  await until(ask, { what: `MongoDB at ${host} becomes primary`, ...patience });
}

/** Waits until a given MongoDB answers as a primary of a replica set. */
export async function untilUsable(uri: string, patience: Omit<Patience, 'what'>): Promise<void> {
  await until(() => withClient(uri, isPrimary), {
    what: 'MongoDB answers as the primary of a replica set',
    ...patience,
  });
}

/** A client whose first connect failed stays closed for ever: each try has its own. */
async function withClient<T>(uri: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: CONNECT_WITHIN_MS });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.close();
  }
}

async function isPrimary(client: Client): Promise<true | undefined> {
  const hello = await client.db('admin').command({ hello: 1 });
  return hello['isWritablePrimary'] === true && hello['setName'] ? true : undefined;
}

/** The set's configuration names the member's port, and on kept data that may be last time's. */
async function agreeOnAddress(client: Client, host: string): Promise<void> {
  const admin = client.db('admin');
  const config = await readConfig(client);
  if (!config) {
    await admin.command({ replSetInitiate: { _id: 'angkutan', members: [{ _id: 0, host }] } });
    return;
  }
  const [member] = config.members;
  if (member?.host === host) return;
  const members = [{ ...member, host }];
  await admin.command({
    replSetReconfig: { ...config, members, version: config.version + 1 },
    force: true,
  });
}

interface SetConfig {
  readonly version: number;
  readonly members: readonly { readonly host: string }[];
}

async function readConfig(client: Client): Promise<SetConfig | undefined> {
  // Read from the local database: a member that finds itself in no set refuses replSetGetConfig's place.
  const config = await client.db('local').collection<SetConfig>('system.replset').findOne({});
  if (config) return config;
  const hello = await client.db('admin').command({ hello: 1 });
  if (hello['setName']) throw new Error(`the set is being made (${NOT_YET_INITIALIZED})`);
  return undefined;
}
