import mongoose from 'mongoose';
import { parts } from './parts.ts';
import { unique } from './unique.ts';

export interface TestDatabase {
  readonly uri: string;
  readonly name: string;
  /** Every document of a collection, as stored. */
  rows(collection: string): Promise<Record<string, unknown>[]>;
  /** Sets fields of one document behind its service's back; answers whether it was there. */
  change(collection: string, id: string, fields: object): Promise<boolean>;
  drop(): Promise<void>;
}

/** A database of one's own on the shared MongoDB; `drop()` it in `afterAll`. */
export function testDatabase(prefix: string): TestDatabase {
  const uri = parts().mongodbUri;
  const name = unique(prefix);
  const withDatabase = async <T>(act: (db: mongoose.mongo.Db) => Promise<T>): Promise<T> => {
    const client = new mongoose.mongo.MongoClient(uri, { useBigInt64: true });
    try {
      return await act(client.db(name));
    } finally {
      await client.close();
    }
  };
  return {
    uri,
    name,
    rows: (collection) => withDatabase((db) => db.collection(collection).find().toArray()),
    change: (collection, id, fields) =>
      withDatabase(async (db) => {
        const rows = db.collection<{ readonly _id: string }>(collection);
        return (await rows.updateOne({ _id: id }, { $set: fields })).matchedCount === 1;
      }),
    drop: () => withDatabase(async (db) => void (await db.dropDatabase())),
  };
}
