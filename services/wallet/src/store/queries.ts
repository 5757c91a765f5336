/** What the wallet answers about itself. Sums are read in one transaction: its snapshot makes them add up. */
import {
  PERSON_BOOKS,
  type PersonBook,
  placeOf,
  type Role,
  ROLES,
  walletIdOf,
} from '@angkutan/ledger';
import { ZERO } from '@angkutan/money';
import { inTransaction } from '@angkutan/mongo';
import type { ClientSession, Connection } from 'mongoose';
import { bookOf } from '../domain/book-name.ts';
import type { BookTotal, PlaceBalance, Standing } from '../domain/reports.ts';
import type { Wallet } from '../domain/wallet.ts';
import { pacedReading } from './paced-reading.ts';
import { FIELDS_OF_BOOK, type Rows, toWallet } from './rows.ts';

export interface WalletQueries {
  /** The customer's wallet of this role; without a role the only one there is, else the user's. */
  findWallet(customerId: string, role?: Role): Promise<Wallet | undefined>;
  /** Where there are very many wallets, as of some time ago: see `pacedReading`. */
  trialBalance(): Promise<readonly BookTotal[]>;
  /** The trial balance, and what of it is whose kind of wallet. */
  standing(): Promise<Standing>;
  /** What should lie on each KasPro account by our ledger. */
  providerBalances(): Promise<readonly PlaceBalance[]>;
  /** Whether the journal has an opening of this platform book. */
  isOpened(book: string): Promise<boolean>;
  /** Customers of whom money waits for room, by their ids from `after` on. */
  waitingForRoom(after: string, limit: number): Promise<readonly string[]>;
  /** Requests whose hold has expired by now, oldest first. */
  expiredHolds(now: Date, limit: number): Promise<readonly string[]>;
}

export function createWalletQueries(connection: Connection, rows: Rows): WalletQueries {
  const readStanding = pacedReading(() =>
    inTransaction(connection, (session) => standing(rows, session)),
  );
  return {
    findWallet: (customerId, role) => findWallet(rows, customerId, role),
    trialBalance: async () => (await readStanding()).totals,
    standing: readStanding,
    providerBalances: () => inTransaction(connection, (session) => providerBalances(rows, session)),
    isOpened: async (book) => {
      // Half-open range of the references that start with the book's name: an index scan of one entry.
      const range = { $gte: `OPENING/${book}/`, $lt: `OPENING/${book}0` };
      return (await rows.journal.countDocuments({ _id: range }, { limit: 1 })) > 0;
    },
    expiredHolds: (now, limit) => expiredHolds(rows, now, limit),
    waitingForRoom: (after, limit) => waitingForRoom(rows, after, limit),
  };
}

async function waitingForRoom(rows: Rows, after: string, limit: number): Promise<string[]> {
  const found = await rows.wallets
    .aggregate<{ _id: string }>([
      { $match: { $or: [{ suspense: { $gt: ZERO } }, { 'waiting.reason': 'LIMIT' }] } },
      { $group: { _id: '$customerId' } },
      { $match: { _id: { $gt: after } } },
      { $sort: { _id: 1 } },
      { $limit: limit },
    ])
    .toArray();
  return found.map((row) => row._id);
}

async function expiredHolds(rows: Rows, now: Date, limit: number): Promise<string[]> {
  const found = await rows.requests
    .find({ status: 'HELD', expiresAt: { $lte: now } }, { projection: { _id: 1 } })
    .sort({ expiresAt: 1 })
    .limit(limit)
    .toArray();
  return found.map((row) => row._id);
}

async function findWallet(
  rows: Rows,
  customerId: string,
  role?: Role,
): Promise<Wallet | undefined> {
  const ids = ROLES.map((one) => walletIdOf(customerId, one));
  const found = await rows.wallets.find({ _id: { $in: ids } }).toArray();
  const wanted = role ?? (found.length === 1 ? found[0]?.role : 'USER');
  const row = found.find((one) => one.role === wanted);
  return row && toWallet(row);
}

const sumOfFields = (fields: readonly string[]): object => ({
  $sum: { $add: fields.map((field) => `$${field}`) },
});

async function standing(rows: Rows, session: ClientSession): Promise<Standing> {
  const asOf = new Date();
  const people = await rows.wallets
    .aggregate<PeopleTotal>(
      [
        {
          $group: {
            _id: { role: '$role', tier: '$tier' },
            accounts: { $sum: 1 },
            ...Object.fromEntries(
              PERSON_BOOKS.map((book) => [book, sumOfFields(FIELDS_OF_BOOK[book])]),
            ),
          },
        },
        { $sort: { _id: 1 } },
      ],
      { session },
    )
    .toArray();
  const platform = await platformTotals(rows, session);
  const accounts = people.reduce((all, one) => all + Number(one.accounts), 0);
  const ofPeople = PERSON_BOOKS.map((book) => ({
    kind: book,
    accounts,
    balance: people.reduce((all, one) => all + BigInt(one[book]), 0n),
  }));
  return {
    asOf,
    totals: [...ofPeople, ...platform],
    wallets: people.map((one) => ({
      ...one._id,
      accounts: Number(one.accounts),
      balance: BigInt(one.wallet),
    })),
  };
}

type PeopleTotal = Readonly<Record<PersonBook, bigint | number>> & {
  readonly _id: { readonly role: string; readonly tier: string };
  readonly accounts: number;
};

async function platformTotals(rows: Rows, session: ClientSession): Promise<BookTotal[]> {
  const totals = await rows.platform
    .aggregate<{ _id: string; accounts: number; balance: bigint }>(
      [
        {
          $group: {
            _id: { $first: { $split: ['$_id', '/'] } },
            accounts: { $sum: 1 },
            balance: { $sum: '$balance' },
          },
        },
        { $sort: { _id: 1 } },
      ],
      { session },
    )
    .toArray();
  return totals.map((total) => ({
    kind: bookOf(total._id),
    accounts: Number(total.accounts),
    balance: BigInt(total.balance),
  }));
}

async function providerBalances(rows: Rows, session: ClientSession): Promise<PlaceBalance[]> {
  const { totals } = await standing(rows, session);
  const places = (['escrow', 'corporate', 'unclaimed'] as const).map((place) => ({
    place,
    balance: totals
      .filter((total) => placeOf(total.kind) === place)
      .reduce((sum, total) => sum + total.balance, 0n),
  }));
  const customers = await rows.wallets
    .aggregate<{ _id: { customerId: string; kind: string }; balance: bigint }>(
      [
        {
          $group: {
            _id: { customerId: '$customerId', kind: '$kind' },
            balance: { $sum: { $add: ['$available', '$reserved', '$suspense'] } },
          },
        },
        { $sort: { _id: 1 } },
      ],
      { session },
    )
    .toArray();
  return [
    ...places,
    ...customers.map(({ _id, balance }) => ({ place: 'customer' as const, ..._id, balance })),
  ];
}
