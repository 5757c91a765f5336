// The order of what is published. A clock cannot order two processes, nor can an ObjectId, nor the
// time of insertion: a transaction that began first may commit last. So each key that is published
// has a document here with a number; a transaction takes one more than the highest of its keys'
// numbers and writes it back to each of them. Two transactions that share a key write the same
// document, so MongoDB serialises them, and the later one has the higher number (a Lamport clock).
// Transactions that share no key may have the same number: nothing orders them.
import type { ClientSession, Connection } from 'mongoose';

export const STREAMS = 'streams';

interface StreamDocument {
  readonly _id: string;
  readonly order: bigint;
  readonly at: Date;
}

/** Takes the number of this transaction's outbox document for all the keys that it publishes to. */
export async function nextOrder(
  connection: Connection,
  keys: ReadonlySet<string>,
  at: Date,
  tx: ClientSession,
): Promise<bigint> {
  const streams = connection.collection<StreamDocument>(STREAMS);
  const known = await streams.find({ _id: { $in: [...keys] } }, { session: tx }).toArray();
  const order = 1n + known.reduce((highest, stream) => max(highest, BigInt(stream.order)), 0n);
  const old = new Set(known.map(({ _id }) => _id));
  const fresh = [...keys].filter((key) => !old.has(key));
  if (old.size > 0) {
    await streams.updateMany({ _id: { $in: [...old] } }, { $set: { order, at } }, { session: tx });
  }
  if (fresh.length > 0) {
    // A twin that publishes the same new key makes this E11000, and the whole transaction reruns.
    await streams.insertMany(
      fresh.map((_id) => ({ _id, order, at })),
      { session: tx },
    );
  }
  return order;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
