import { setTimeout as delay } from 'node:timers/promises';
import mongoose, { type Connection } from 'mongoose';

/** How long `connect` waits for a server that does not answer before it gives up. */
const WAIT_MS = 60_000;
/** How long a try, and later an operation, looks for a server that can take writes. */
const SELECTION_MS = 3_000;
/** How long an operation may wait for an answer before its connection counts as broken. */
const SOCKET_MS = 30_000;

export interface ConnectOptions {
  /** The database's name, such as `angkutan-wallet`; also how the server sees us in its log. */
  readonly name: string;
  /** Milliseconds until `connect` gives up; default 60,000. */
  readonly waitMs?: number;
  /** Told once per failed try, so that the process can say for what it waits. */
  readonly onWaiting?: (waiting: { for: string; waitedMs: number; cause: unknown }) => void;
}

/** No server answered within the limit. `cause` is the last try's error. */
export class MongoUnavailableError extends Error {
  override readonly name = 'MongoUnavailableError';
  readonly code = 'AKT_MONGODB_UNAVAILABLE';
}

/**
 * Connects with the settings that money needs: journaled majority writes, majority reads, 64-bit
 * integers as bigint, filters that cannot carry operators, unknown paths in a filter refused.
 *
 * `sanitizeFilter` also disarms operators that our own code passes to mongoose models: write
 * `mongoose.trusted({ $in: ids })` there. Calls on `connection.collection(…)` are not touched.
 *
 * @throws {MongoUnavailableError} when no server answered within `waitMs`
 */
export async function connect(uri: string, options: ConnectOptions): Promise<Connection> {
  const { name, waitMs = WAIT_MS, onWaiting } = options;
  const started = performance.now();
  for (;;) {
    try {
      return await connectOnce(uri, name);
    } catch (cause) {
      const waitedMs = Math.round(performance.now() - started);
      const what = `MongoDB at ${addressOf(uri)}`;
      if (waitedMs >= waitMs) {
        throw new MongoUnavailableError(`${what} did not answer in ${waitMs} ms`, { cause });
      }
      onWaiting?.({ for: what, waitedMs, cause });
      await delay(Math.min(500, waitMs - waitedMs));
    }
  }
}

// A client whose first connect failed stays closed for ever, so each try has a client of its own;
// and each client a mongoose of its own, so that its settings bind nobody else in the process.
async function connectOnce(uri: string, name: string): Promise<Connection> {
  const own = new mongoose.Mongoose({
    strictQuery: 'throw',
    sanitizeFilter: true,
    runValidators: true,
    bufferCommands: false,
  });
  const connection = own.createConnection(uri, settings(name));
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error;
  }
}

function settings(name: string): mongoose.ConnectOptions {
  return {
    dbName: name,
    appName: name,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    retryWrites: true,
    useBigInt64: true,
    autoIndex: true,
    serverSelectionTimeoutMS: SELECTION_MS,
    socketTimeoutMS: SOCKET_MS,
    maxPoolSize: 50,
  };
}

// A connection string may carry a password, which has no place in a log.
function addressOf(uri: string): string {
  return uri
    .replace(/^mongodb(\+srv)?:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/[/?].*$/, '');
}
