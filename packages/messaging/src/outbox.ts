import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Encoded } from '@angkutan/events';
import { nextOrder } from './streams.ts';

export const OUTBOX = 'outbox';

/** A header's name and its bytes; a name may occur more than once. */
export type StoredHeader = [name: string, value: Buffer];

/**
 * One record to publish. With `encoded` the relay frames the body with its schema's id; with `raw`
 * the bytes go out as they are (a dead letter).
 */
export interface OutboxEntry {
  readonly topic: string;
  readonly key: Buffer | null;
  readonly headers: readonly StoredHeader[];
  readonly encoded?: Encoded;
  readonly raw?: Buffer | null;
  /** The span that this record's own one is a child of; only where spans are recorded. */
  readonly parent?: string;
}

/** All that one transaction publishes. Removed once it is in Kafka. */
export interface OutboxDocument {
  readonly _id: mongo.ObjectId;
  /** Per key, a later transaction has a higher one. */
  readonly order: bigint;
  readonly at: Date;
  readonly entries: readonly OutboxEntry[];
}

/** Writes the transaction's one outbox document; nothing when there is nothing to publish. */
export async function writeOutbox(
  connection: Connection,
  entries: readonly OutboxEntry[],
  tx: ClientSession,
): Promise<void> {
  if (entries.length === 0) return;
  const at = new Date();
  const keys = entries.map(({ topic, key }) => `${topic}:${key === null ? '' : key.toString()}`);
  const order = await nextOrder(connection, new Set(keys), at, tx);
  await connection.collection(OUTBOX).insertOne({ order, at, entries }, { session: tx });
}
