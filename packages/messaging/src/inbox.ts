import type { ClientSession, Connection } from 'mongoose';

export const INBOX = 'inbox';

interface InboxDocument {
  readonly _id: string;
  readonly at: Date;
}

/** Those of the ids that were taken before. */
export async function takenBefore(
  connection: Connection,
  ids: readonly string[],
  tx: ClientSession,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await connection
    .collection<InboxDocument>(INBOX)
    .find({ _id: { $in: [...ids] } }, { session: tx, projection: { _id: 1 } })
    .toArray();
  return new Set(rows.map(({ _id }) => _id));
}

/**
 * Remembers the ids in the transaction of their work. A twin that took one of them after our
 * snapshot makes this fail with E11000; the rerun then finds it. Cheaper than upserts by a quarter.
 */
export async function take(
  connection: Connection,
  ids: readonly string[],
  tx: ClientSession,
): Promise<void> {
  if (ids.length === 0) return;
  const at = new Date();
  await connection.collection<InboxDocument>(INBOX).insertMany(
    ids.map((_id) => ({ _id, at })),
    { session: tx },
  );
}
