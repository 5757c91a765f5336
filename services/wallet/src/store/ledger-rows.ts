/** The rows behind the figures of the books: accounts of a book, and postings. */
import { isPersonBook } from '@angkutan/ledger';
import type { mongo } from 'mongoose';
import { endOfDay, later, startOfDay } from '../domain/jakarta-day.ts';
import type {
  AccountBalance,
  AccountsAsked,
  EntriesAsked,
  Entry,
  LedgerRows,
} from '../domain/ledger-view.ts';
import { COUNTED_STEPS, UNASKED } from '../domain/volume.ts';
import {
  FIELDS_OF_BOOK,
  type JournalRow,
  type PlatformRow,
  type Rows,
  type WalletRow,
} from './rows.ts';

const HOUR_MS = 3_600_000;
/** A list that takes longer is given up: payments come first. */
const LOOK_MAX_MS = 20_000;

export const createLedgerRows = (rows: Rows): LedgerRows => ({
  accounts: (asked) => (isPersonBook(asked.book) ? ofPeople(rows, asked) : ofPlatform(rows, asked)),
  entries: (asked) => entriesOf(rows, asked),
});

async function ofPeople(
  { wallets }: Rows,
  { book, role, tier, after = '', limit }: AccountsAsked,
): Promise<AccountBalance[]> {
  if (!isPersonBook(book)) return [];
  const fields = FIELDS_OF_BOOK[book];
  const filter: mongo.Filter<WalletRow> = {
    _id: { $gt: after.slice(after.indexOf('/') + 1) },
    $or: fields.map((field) => ({ [field]: { $ne: 0n } })),
    ...(role !== undefined && { role }),
    ...(tier !== undefined && { tier }),
  };
  const found = await wallets
    .find(filter)
    .sort({ _id: 1 })
    .limit(limit)
    .maxTimeMS(LOOK_MAX_MS)
    .toArray();
  return found.map((row) => ({
    account: `${book}/${row._id}`,
    customerId: row.customerId,
    role: row.role,
    tier: row.tier,
    balance: fields.reduce((sum, field) => sum + row[field], 0n),
  }));
}

/** The shards of a book: a half-open range of the ids that start with its name. */
async function ofPlatform(
  { platform }: Rows,
  { book, after, limit }: AccountsAsked,
): Promise<AccountBalance[]> {
  const _id = { $gt: after ?? `${book}/`, $lt: `${book}0` };
  const found: PlatformRow[] = await platform.find({ _id }).sort({ _id: 1 }).limit(limit).toArray();
  return found.map(({ _id: account, balance }) => ({ account, balance }));
}

async function entriesOf({ journal }: Rows, asked: EntriesAsked): Promise<Entry[]> {
  const { account, kind, step, limit } = asked;
  const filter: mongo.Filter<JournalRow> = {
    ...(account !== undefined && { 'legs.account': account }),
    ...(kind !== undefined && ofKind(kind)),
    ...(step !== undefined && { step }),
    ...inTime(asked),
  };
  const found = await journal
    .find(filter, { projection: { entries: 0 } })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .maxTimeMS(LOOK_MAX_MS)
    .toArray();
  return found.map(({ _id: reference, ...row }) => ({
    ...row,
    reference,
    kind: row.kind ?? row.step,
  }));
}

/** The postings that make the figures of this kind. */
const ofKind = (kind: string): mongo.Filter<JournalRow> =>
  UNASKED.includes(kind) ? { step: kind } : { kind, step: { $in: [...COUNTED_STEPS] } };

/** The bound on `at` beside the condition is what lets the index be entered at the page. */
function inTime(asked: EntriesAsked): object {
  const { before } = asked;
  const at = { ...spanOf(asked), ...(before && { $lte: before.at }) };
  return {
    ...(Object.keys(at).length > 0 && { at }),
    ...(before && {
      $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.reference } }],
    }),
  };
}

function spanOf({ date, hour }: EntriesAsked): object {
  if (date === undefined) return {};
  if (hour === undefined) return { $gte: startOfDay(date), $lt: endOfDay(date) };
  const from = later(startOfDay(date), hour * HOUR_MS);
  return { $gte: from, $lt: later(from, HOUR_MS) };
}
