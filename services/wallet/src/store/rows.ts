/** The collections and their rows, and the one place that maps a wallet's row to the domain and back. */
import type { PersonBook, WalletBooks } from '@angkutan/ledger';
import { type ApprovalRows, openApprovalRows } from '@angkutan/operator-desk';
import { isDeepStrictEqual } from 'node:util';
import { prepareModels } from '@angkutan/mongo';
import { type Connection, mongo } from 'mongoose';
import type { Request } from '../domain/request.ts';
import type { Act } from '../domain/act.ts';
import type { TopUpRecord } from '../domain/top-up-record.ts';
import { NO_INCOMING, type Wallet } from '../domain/wallet.ts';
import { type BreakRow, breakSchema } from './reconciliation-rows.ts';
import {
  journalSchema,
  platformSchema,
  requestSchema,
  topUpSchema,
  walletGuard,
  walletSchema,
} from './schemas.ts';

export interface WalletRow
  extends WalletBooks, Omit<Wallet, 'walletId' | 'books' | 'sealedAccount'> {
  readonly _id: string;
  readonly sealedAccount: mongo.Binary;
}
export type RequestRow = Request & { readonly _id: string };
export type TopUpRow = TopUpRecord & { readonly _id: string };
export interface PlatformRow {
  readonly _id: string;
  readonly balance: bigint;
}
export interface StatementEntryRow {
  readonly walletId: string;
  readonly number: number;
  readonly amount: bigint;
  readonly balance: bigint;
}
export interface JournalRow {
  readonly _id: string;
  readonly requestId: string;
  readonly step: string;
  /** Of the payment that it is of; absent where nobody asked for one, as for a top-up. */
  readonly kind?: string;
  readonly at: Date;
  readonly legs: readonly { readonly account: string; readonly amount: bigint }[];
  /** Lines in the statements of wallets; absent where the posting touches none. */
  readonly entries?: readonly StatementEntryRow[];
}

export interface Rows extends ApprovalRows<Act> {
  readonly wallets: mongo.Collection<WalletRow>;
  readonly requests: mongo.Collection<RequestRow>;
  readonly platform: mongo.Collection<PlatformRow>;
  readonly journal: mongo.Collection<JournalRow>;
  readonly topUps: mongo.Collection<TopUpRow>;
  readonly breaks: mongo.Collection<BreakRow>;
}

/** Opens the collections, their indexes and the wallet guard; safe at every start of every instance. */
export async function openRows(connection: Connection): Promise<Rows> {
  await prepareModels(
    connection.model('Wallet', walletSchema, 'wallets'),
    connection.model('Request', requestSchema, 'requests'),
    connection.model('Platform', platformSchema, 'platform'),
    connection.model('Journal', journalSchema, 'journal'),
    connection.model('TopUp', topUpSchema, 'top_ups'),
    connection.model('Break', breakSchema, 'breaks'),
  );
  const db = connection.getClient().db(connection.name);
  await guardWallets(db);
  return {
    wallets: db.collection('wallets'),
    requests: db.collection('requests'),
    platform: db.collection('platform'),
    journal: db.collection('journal'),
    topUps: db.collection('top_ups'),
    breaks: db.collection('breaks'),
    ...(await openApprovalRows<Act>(connection)),
  };
}

/**
 * Puts the guard on, if it is not there as it should be: the change waits for every open transaction,
 * also one that a killed process has left, and meanwhile nobody else gets at the collection.
 */
async function guardWallets(db: mongo.Db): Promise<void> {
  const [wallets] = await db.listCollections({ name: 'wallets' }, { nameOnly: false }).toArray();
  const present: unknown = wallets && 'options' in wallets ? wallets.options?.['validator'] : {};
  if (isDeepStrictEqual(normalised(present), normalised(walletGuard))) return;
  await db.command({ collMod: 'wallets', validator: walletGuard });
}

/** Numbers come back as the server keeps them; what counts is what they say. */
const normalised = (validator: unknown): unknown =>
  JSON.parse(mongo.BSON.EJSON.stringify(validator));

/** What a row has that was written before these fields were there. */
const NEVER_ANY = { suspended: [], incoming: NO_INCOMING, contained: null };

export function toWallet(row: WalletRow): Wallet {
  const { _id, available, reserved, escrowed, due, debt, suspense, ...rest } = row;
  return {
    ...NEVER_ANY,
    ...rest,
    walletId: _id,
    sealedAccount: row.sealedAccount.buffer,
    books: { available, reserved, escrowed, due, debt, suspense },
  };
}

export function fromWallet(
  wallet: Wallet,
  toBinary: (bytes: Uint8Array) => mongo.Binary,
): WalletRow {
  const { walletId, books, sealedAccount, ...rest } = wallet;
  return { ...rest, _id: walletId, ...books, sealedAccount: toBinary(sealedAccount) };
}

export const BOOK_FIELDS = [
  'available',
  'reserved',
  'escrowed',
  'due',
  'debt',
  'suspense',
] as const satisfies readonly (keyof WalletBooks)[];

/** The fields of a wallet's row that add up to a book of the journal. */
export const FIELDS_OF_BOOK: Readonly<Record<PersonBook, readonly (keyof WalletBooks)[]>> = {
  wallet: ['available', 'reserved'],
  escrowed: ['escrowed'],
  due: ['due'],
  debt: ['debt'],
  suspense: ['suspense'],
};
