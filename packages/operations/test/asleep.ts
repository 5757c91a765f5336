import { type Lane, lanesOf } from '@angkutan/messaging';
import type { Connection } from 'mongoose';

/** Parks a message of a group that nobody reads, `z`, so that it stays as it is. */
export async function asleep(
  connection: Connection,
  key: string,
  why?: Lane['why'],
): Promise<void> {
  const at = new Date();
  const message = { id: key, partition: 0, offset: '0', at, key: null, value: null, headers: [] };
  const lane = { _id: `z:t:${key}`, group: 'z', topic: 't', key, messages: [message] };
  const tried = { count: 1, bytes: 0, attempts: 0, tries: 1, reason: 'X', nextAt: at };
  const unclaimed = { claimedBy: null, claimedUntil: at };
  await lanesOf(connection).insertOne({ ...lane, ...tried, ...unclaimed, ...(why && { why }) });
}
