/** Writes what a group has decided: one bulk operation a collection, balances as guarded increments. */
import { accountId } from '@angkutan/ledger';
import { mongo, type ClientSession } from 'mongoose';
import type { Request } from '../domain/request.ts';
import type { Wallet } from '../domain/wallet.ts';
import type { States } from '../domain/states.ts';
import {
  BOOK_FIELDS,
  fromWallet,
  type JournalRow,
  type PlatformRow,
  type RequestRow,
  type Rows,
  type WalletRow,
} from './rows.ts';

/** A state as it was loaded (absent: new) and as the group leaves it. */
export interface Changed<T> {
  readonly before: T | undefined;
  readonly after: T;
}

const binary = (bytes: Uint8Array): mongo.Binary => new mongo.Binary(bytes);

/**
 * Changes balances by `$inc` under the condition that enough is available, sorted by id so that two
 * groups meet their documents in the same order.
 * Throws AKT_BALANCE_GUARD when a condition failed: the snapshot makes that impossible, and money wants two locks.
 */
export async function saveWallets(
  rows: Rows,
  changed: readonly Changed<Wallet>[],
  session: ClientSession,
): Promise<void> {
  const sorted = changed.toSorted((a, b) => (a.after.walletId < b.after.walletId ? -1 : 1));
  const writes = sorted.flatMap((change) => walletWrite(change));
  if (writes.length === 0) return;
  const { matchedCount, insertedCount } = await rows.wallets.bulkWrite(writes, { session });
  if (matchedCount + insertedCount !== writes.length) {
    throw new Error(
      `AKT_BALANCE_GUARD: ${matchedCount + insertedCount} of ${writes.length} wallets`,
    );
  }
}

/** What is replaced where it changed; balances are incremented. */
const SET_WHOLE = [
  'debts',
  'waiting',
  'suspended',
  'incoming',
  'contained',
  'tier',
  'entries',
  'phoneHash',
] as const;

function walletWrite({ before, after }: Changed<Wallet>): mongo.AnyBulkWriteOperation<WalletRow>[] {
  if (!before) return [{ insertOne: { document: fromWallet(after, binary) } }];
  const deltas = BOOK_FIELDS.map(
    (field) => [field, after.books[field] - before.books[field]] as const,
  ).filter(([, delta]) => delta !== 0n);
  const $set = {
    ...Object.fromEntries(
      SET_WHOLE.filter((field) => after[field] !== before[field]).map((f) => [f, after[f]]),
    ),
    ...(after.sealedAccount !== before.sealedAccount && {
      sealedAccount: binary(after.sealedAccount),
    }),
  };
  const update = {
    ...(deltas.length > 0 && { $inc: Object.fromEntries(deltas) }),
    ...(Object.keys($set).length > 0 && { $set }),
  };
  if (Object.keys(update).length === 0) return [];
  const guards = deltas
    .filter(([field, delta]) => field === 'available' && delta < 0n)
    .map(([field, delta]) => [field, { $gte: -delta }]);
  const filter = { _id: after.walletId, ...Object.fromEntries(guards) };
  return [{ updateOne: { filter, update } }];
}

export async function saveRequests(
  rows: Rows,
  changed: readonly Changed<Request>[],
  session: ClientSession,
): Promise<void> {
  const writes = changed.map(({ before, after }): mongo.AnyBulkWriteOperation<RequestRow> => {
    const row = { ...after, _id: after.requestId };
    return before
      ? { replaceOne: { filter: { _id: row._id }, replacement: row } }
      : { insertOne: { document: row } };
  });
  if (writes.length > 0) await rows.requests.bulkWrite(writes, { session, ordered: false });
}

export async function savePostings(
  rows: Rows,
  { postings, requests }: Pick<States, 'postings' | 'requests'>,
  at: Date,
  session: ClientSession,
): Promise<void> {
  const journal = postings.map(({ reference, requestId, step, legs, entries }): JournalRow => {
    const kind = requests.get(requestId)?.kind;
    return {
      _id: reference,
      requestId,
      step,
      ...(kind !== undefined && { kind }),
      at,
      legs: legs.map((leg) => ({ account: accountId(leg.account), amount: leg.amount })),
      ...(entries.length > 0 && { entries }),
    };
  });
  if (journal.length > 0) await rows.journal.insertMany(journal, { session, ordered: false });
}

/** A platform account's shard is only ever incremented: nobody decides on its balance. */
export async function saveDeltas(
  rows: Rows,
  deltas: ReadonlyMap<string, bigint>,
  session: ClientSession,
): Promise<void> {
  const writes = [...deltas]
    .filter(([, amount]) => amount !== 0n)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([_id, balance]): mongo.AnyBulkWriteOperation<PlatformRow> => ({
      updateOne: { filter: { _id }, update: { $inc: { balance } }, upsert: true },
    }));
  if (writes.length > 0) await rows.platform.bulkWrite(writes, { session, ordered: false });
}
