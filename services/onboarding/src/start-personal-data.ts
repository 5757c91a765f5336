import { createCodec } from '@angkutan/events';
import type { z } from '@angkutan/http';
import { createExecutor, createSchemaStore } from '@angkutan/messaging';
import { connect, MongoUnavailableError } from '@angkutan/mongo';
import { EnvironmentError, readEnvironment } from '@angkutan/service';
import { createLogger } from '@angkutan/telemetry';
import { type Asked, readArguments, UsageError } from './commands/arguments.ts';
import { erase } from './commands/erase.ts';
import { report } from './commands/report.ts';
import { rotateMasterKey } from './commands/rotate-master-key.ts';
import type { Say } from './commands/say.ts';
import { personalDataEnvironment } from './config.ts';
import { destroyDueKeys } from './jobs/destroy-due-keys.ts';
import { createErasureBook } from './store/erasure-book.ts';
import { createIdentityVault } from './store/identity-vault.ts';
import { createKeyRotation } from './store/key-rotation.ts';
import { openRows, type Rows } from './store/rows.ts';
import { createSubjectBook } from './store/subject-book.ts';

const CONNECT_MS = 10_000;
const SERVICE = 'onboarding';

export interface Terminal {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: Say;
  readonly complain: Say;
}

type Environment = z.infer<typeof personalDataEnvironment>;
type Connection = Awaited<ReturnType<typeof connect>>;

/** Runs one command about personal data; answers the exit code: 1 where it could not, or not wholly. */
export async function runPersonalData(terminal: Terminal, database: string): Promise<number> {
  const { complain, say } = terminal;
  const logger = createLogger({
    service: SERVICE,
    level: 'warn',
    destination: { write: complain },
  });
  try {
    const asked = readArguments(terminal.args);
    const environment = readEnvironment(personalDataEnvironment, terminal.environment);
    const settings = { name: database, waitMs: CONNECT_MS };
    const connection = await connect(environment.MONGODB_URI, settings);
    try {
      const rows = await openRows(connection);
      return (await run(asked, { environment, connection, rows, logger, say })) ? 0 : 1;
    } finally {
      await connection.close();
    }
  } catch (error) {
    // What these say is written for people; what anything else says might quote a row.
    const known = [UsageError, EnvironmentError, MongoUnavailableError];
    if (error instanceof Error && known.some((one) => error instanceof one))
      complain(error.message);
    else logger.fatal({ err: error }, 'the command failed');
    return 1;
  }
}

interface Parts {
  readonly environment: Environment;
  readonly connection: Connection;
  readonly rows: Rows;
  readonly logger: ReturnType<typeof createLogger>;
  readonly say: Say;
}

async function run(asked: Asked, parts: Parts): Promise<boolean> {
  const { environment, rows, say } = parts;
  switch (asked.command) {
    case 'rotate-master-key': {
      const { KEY_ENCRYPTION_KEY: current, KEY_ENCRYPTION_KEY_PREVIOUS: previous } = environment;
      if (!previous) throw new EnvironmentError('KEY_ENCRYPTION_KEY_PREVIOUS is missing');
      return rotateMasterKey(createKeyRotation(rows, { current, previous }), say);
    }
    case 'erase':
      return erase(erasuresOf(parts), asked, say);
    case 'destroy-due': {
      const onDestroyed = (customerId: string) => say(`the key of ${customerId} is destroyed`);
      const now = () => new Date();
      const { actor } = asked;
      const count = await destroyDueKeys(erasuresOf(parts), { now, actor, onDestroyed });
      say(`done: ${count} keys destroyed`);
      return true;
    }
    case 'report':
      await report(createSubjectBook(rows), asked, say);
      return true;
  }
}

function erasuresOf({ environment, connection, rows, logger }: Parts) {
  const { KEY_ENCRYPTION_KEY: current, KEY_ENCRYPTION_KEY_PREVIOUS: previous } = environment;
  const store = createSchemaStore(connection);
  const codec = createCodec({ registryUrl: environment.SCHEMA_REGISTRY_URL, store });
  const source = `angkutan/${SERVICE}`;
  const executor = createExecutor({ connection, codec, logger, source });
  return createErasureBook(executor, { rows, vault: createIdentityVault(current, previous) });
}
