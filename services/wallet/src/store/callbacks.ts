/** What KasPro told us of its own accord: stored first, answered, and worked off from here. */
import { prepareModels } from '@angkutan/mongo';
import { type ClientSession, type Connection, type mongo, Schema } from 'mongoose';
import type { CallbackStore, StoredCallback } from '../domain/callback.ts';

const text = { type: String, required: true } as const;
const schema = new Schema(
  {
    _id: text,
    type: text,
    providerReference: text,
    partnerReference: String,
    originalProviderReference: String,
    outcome: text,
    code: { type: Number, required: true },
    message: String,
    amount: { type: BigInt, required: true },
    serviceFee: BigInt,
    channel: String,
    phoneHash: String,
    role: String,
    occurredAt: Date,
    receivedAt: { type: Date, required: true },
    state: text,
    nextAt: { type: Date, required: true },
    repeats: Number,
    repeatedAt: Date,
    traceparent: String,
  },
  { strict: 'throw', versionKey: false, autoCreate: false, autoIndex: false },
);
// A story is found by either side's name of the transaction.
schema.index({ partnerReference: 1 }, { sparse: true });
schema.index({ providerReference: 1 });
schema.index({ nextAt: 1 }, { partialFilterExpression: { state: 'NEW' } });

/** What is done with callbacks inside the transaction that publishes them. */
export interface ReportRows {
  /** Those of them that nobody has worked off. */
  stillNew(ids: readonly string[], tx: ClientSession): Promise<Set<string>>;
  finishIn(ids: readonly string[], tx: ClientSession): Promise<void>;
}

export async function openCallbackStore(
  connection: Connection,
): Promise<CallbackStore & ReportRows> {
  const model = connection.model('Callback', schema, 'callbacks');
  await prepareModels(model);
  const rows: mongo.Collection<StoredCallback> = connection
    .getClient()
    .db(connection.name)
    .collection('callbacks');
  // What an earlier version did not understand, or people have not looked at: this one tries it again.
  await rows.updateMany({ state: 'KEPT' }, { $set: { state: 'NEW', nextAt: new Date() } });
  const set = async (ids: readonly string[], $set: object): Promise<void> => {
    if (ids.length > 0) await rows.updateMany({ _id: { $in: [...ids] }, state: 'NEW' }, { $set });
  };
  return {
    keep: async ({ _id, ...row }) => {
      const kept = await rows.updateOne({ _id }, { $setOnInsert: row }, { upsert: true });
      if (kept.upsertedCount > 0) return;
      // Counted for the story alone. A transaction that is working it off meanwhile is tried again.
      const again = { $inc: { repeats: 1 }, $set: { repeatedAt: row.receivedAt } };
      await rows.updateOne({ _id }, again);
    },
    due: (now, limit) =>
      rows
        .find({ state: 'NEW', nextAt: { $lte: now } })
        .sort({ nextAt: 1 })
        .limit(limit)
        .toArray(),
    finish: (ids, state) => set(ids, { state }),
    putOff: (ids, nextAt) => set(ids, { nextAt }),
    stillNew: async (ids, session) => {
      const filter = { _id: { $in: [...ids] }, state: 'NEW' as const };
      const found = await rows.find(filter, { session, projection: { _id: 1 } }).toArray();
      return new Set(found.map((row) => row._id));
    },
    finishIn: async (ids, session) => {
      const filter = { _id: { $in: [...ids] }, state: 'NEW' as const };
      await rows.updateMany(filter, { $set: { state: 'DONE' } }, { session });
    },
  };
}
