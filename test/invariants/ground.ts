/** What the invariants look at: the databases, the topics and KasPro of a running platform, from outside of it. */
import { perService } from '@angkutan/local';
import { connect } from '@angkutan/mongo';
import { type Admin, Kafka, logLevel } from 'kafkajs';

type Connection = Awaited<ReturnType<typeof connect>>;
export type Database = ReturnType<ReturnType<Connection['getClient']>['db']>;

export interface Addresses {
  readonly mongodb: { readonly uri: string };
  readonly kafka: { readonly brokers: readonly string[] };
  readonly kaspro: {
    readonly url: string;
    readonly accounts: { readonly escrow: string; readonly corporate: string };
  };
}

export interface Ground extends Addresses {
  /** The wallet's database, and the connection on which transactions read snapshots of it. */
  readonly wallet: Database;
  readonly connection: Connection;
  readonly databases: ReadonlyMap<string, Database>;
  readonly admin: Admin;
  sandbox<T>(path: string): Promise<T>;
  close(): Promise<void>;
}

/** Connects to what these addresses name; `close` it. */
export async function openGround(addresses: Addresses): Promise<Ground> {
  const { mongodb, kafka, kaspro } = addresses;
  const connection = await connect(mongodb.uri, { name: 'angkutan-wallet' });
  const client = connection.getClient();
  const admin = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  return {
    mongodb,
    kafka,
    kaspro,
    connection,
    admin,
    wallet: client.db('angkutan-wallet'),
    databases: new Map(
      Object.keys(perService(() => true)).map((name) => [name, client.db(`angkutan-${name}`)]),
    ),
    sandbox: async (path) => {
      const answer = await fetch(`${kaspro.url}/sandbox/${path}`);
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return JSON.parse(await answer.text());
    },
    close: async () => {
      await Promise.all([connection.close(), admin.disconnect()]);
    },
  };
}
