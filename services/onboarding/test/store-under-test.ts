import { createCodec, registerAll } from '@angkutan/events';
import { createExecutor, prepareCollections } from '@angkutan/messaging';
import { connect } from '@angkutan/mongo';
import { createLogger } from '@angkutan/telemetry';
import { parts, testDatabase } from '@angkutan/testkit';

/** The real loop on a database of its own, with a clock that can be put forward and a log that is kept. */
export async function openStore() {
  const { mongodbUri, schemaRegistryUrl: registryUrl } = parts();
  const database = testDatabase('onboarding');
  const connection = await connect(mongodbUri, { name: database.name });
  await prepareCollections(connection);
  await registerAll(registryUrl);
  const codec = createCodec({ registryUrl });
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'onboarding', destination });
  const clock = { aheadMs: 0 };
  const now = () => new Date(Date.now() + clock.aheadMs);
  const source = 'angkutan/onboarding';
  const executor = createExecutor({ connection, codec, logger, source, now });
  return {
    connection,
    executor,
    logger,
    lines,
    clock,
    rows: database.rows,
    database: database.name,
    /** Every event that waits to be published. */
    async events() {
      const documents = await connection.collection('outbox').find().sort({ order: 1 }).toArray();
      const entries = documents.flatMap((document) => [...document['entries']]);
      return Promise.all(
        entries.map(async ({ encoded: { fingerprint, body } }) =>
          codec.decode(await codec.frame({ fingerprint, body: Buffer.from(body.buffer) })),
        ),
      );
    },
    async close() {
      await connection.close();
      await database.drop();
    },
  };
}

export type Store = Awaited<ReturnType<typeof openStore>>;
