import mongoose from 'mongoose';

/** Writers at once: enough that journaled commits of several share a flush, few enough not to queue. */
const WRITERS = 16;
const ACCOUNTS = 10_000;

/**
 * The yardstick: how many messages a second this MongoDB takes when each has a transaction of its own. A
 * transaction does what one message costs at least: inbox row, journal row, two balances, outbox row, with
 * the same guarantees as the platform's (majority, journaled). Nothing else runs meanwhile, which flatters it.
 */
export async function singleCommitsPerSecond(mongodbUri: string, seconds: number): Promise<number> {
  const connection = await mongoose
    .createConnection(mongodbUri, {
      dbName: `angkutan-bench-${Date.now()}`,
      writeConcern: { w: 'majority', j: true },
      readConcern: { level: 'majority' },
    })
    .asPromise();
  try {
    await prepare(connection);
    const until = performance.now() + seconds * 1_000;
    let commits = 0;
    const writer = async (name: number): Promise<void> => {
      for (let n = 0; performance.now() < until; n++) {
        await commitOne(connection, `${name}-${n}`);
        commits += 1;
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, name) => writer(name)));
    return commits / seconds;
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
}

async function prepare(connection: mongoose.Connection): Promise<void> {
  for (const name of ['inbox', 'journal', 'outbox']) await connection.createCollection(name);
  const accounts = Array.from({ length: ACCOUNTS }, (_, number) => ({
    number,
    balance: 1_000_000n,
  }));
  await connection.collection('accounts').insertMany(accounts);
  await connection.collection('accounts').createIndex({ number: 1 });
}

async function commitOne(connection: mongoose.Connection, id: string): Promise<void> {
  const amount = 10n;
  const [payer, payee] = [anyAccount(), anyAccount()];
  await connection.transaction(async (session) => {
    const accounts = connection.collection('accounts');
    await connection.collection('inbox').insertOne({ id, at: new Date() }, { session });
    const covered = { number: payer, balance: { $gte: amount } };
    await accounts.updateOne(covered, { $inc: { balance: -amount } }, { session });
    await accounts.updateOne({ number: payee }, { $inc: { balance: amount } }, { session });
    await connection.collection('journal').insertOne({ id, payer, payee, amount }, { session });
    await connection.collection('outbox').insertOne({ id, at: new Date() }, { session });
  });
}

function anyAccount(): number {
  return Math.floor(Math.random() * ACCOUNTS);
}
