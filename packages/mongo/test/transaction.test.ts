import { testDatabase } from '@angkutan/testkit';
import type { ClientSession, Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, endAbandoned, inTransaction, isDuplicateKey, isTransient } from '../src/index.ts';

interface Row {
  _id: string;
  amount: bigint;
}

describe('a transaction', () => {
  const database = testDatabase('mongo');
  let connection: Connection;
  const rows = () => connection.collection<Row>('rows');
  beforeAll(async () => void (connection = await connect(database.uri, { name: database.name })));
  beforeEach(async () => {
    await rows().deleteMany({});
    await rows().insertOne({ _id: 'a', amount: 0n });
  });
  afterAll(async () => {
    await connection.close();
    await database.drop();
  });

  const add = async (tx: ClientSession): Promise<void> => {
    const row = await rows().findOne({ _id: 'a' }, { session: tx });
    const amount = BigInt(row?.amount ?? 0n) + 1n;
    await rows().updateOne({ _id: 'a' }, { $set: { amount } }, { session: tx });
  };

  it('runs again after a conflict until all have had their turn', async () => {
    const limits = { transientReruns: 50 };
    await Promise.all(Array.from({ length: 10 }, () => inTransaction(connection, add, limits)));
    expect(await rows().findOne({ _id: 'a' })).toMatchObject({ amount: 10n });
  });

  it('leaves nothing behind when it throws, and throws what was thrown', async () => {
    const thrown = new Error('mine');
    const failing = inTransaction(connection, async (tx) => {
      await add(tx);
      throw thrown;
    });
    await expect(failing).rejects.toBe(thrown);
    expect(await rows().findOne({ _id: 'a' })).toMatchObject({ amount: 0n });
  });

  it('runs again when a twin has inserted the same key since its snapshot, and then sees it', async () => {
    let runs = 0;
    const answer = await inTransaction(connection, async (tx) => {
      runs += 1;
      const found = await rows().findOne({ _id: 'new' }, { session: tx });
      if (runs === 1) await rows().insertOne({ _id: 'new', amount: 1n });
      if (found === null) await rows().insertOne({ _id: 'new', amount: 2n }, { session: tx });
      return found?.amount;
    });
    expect(answer).toBe(1n);
    expect(runs).toBe(2);
  });

  it('gives up a key that is always there after its named reruns, unwrapped', async () => {
    let runs = 0;
    const failing = inTransaction(connection, async (tx) => {
      runs += 1;
      await rows().insertOne({ _id: 'a', amount: 1n }, { session: tx });
    });
    await expect(failing).rejects.toSatisfy(isDuplicateKey);
    expect(runs).toBe(3);
  });

  it('gives up a conflict that does not end after its named reruns, unwrapped', async () => {
    const other = await connection.startSession();
    other.startTransaction();
    await rows().updateOne({ _id: 'a' }, { $set: { amount: 5n } }, { session: other });
    const failing = inTransaction(connection, add, { transientReruns: 2 });
    await expect(failing).rejects.toSatisfy(isTransient);
    await other.abortTransaction();
    await other.endSession();
  });

  it('that nobody goes on with is ended, and one that is at work is not', async () => {
    const [abandoned, busy] = [await connection.startSession(), await connection.startSession()];
    abandoned.startTransaction();
    await rows().insertOne({ _id: 'abandoned', amount: 1n }, { session: abandoned });
    const silence = { timeout: 20_000, interval: 250 };
    await expect.poll(() => endAbandoned(connection), silence).toBe(1);
    busy.startTransaction();
    await rows().insertOne({ _id: 'busy', amount: 1n }, { session: busy });
    expect(await endAbandoned(connection)).toBe(0);
    await busy.commitTransaction();
    expect(await rows().findOne({ _id: 'abandoned' })).toBeNull();
    expect(await rows().findOne({ _id: 'busy' })).not.toBeNull();
    await Promise.all([abandoned.endSession(), busy.endSession()]);
  });
});
