/** The rows behind the figures of the books: what is asked for, and the port of the store that has them. PURE. */
import { type Book, PERSON_BOOKS, PLATFORM_BOOKS, type Role } from '@angkutan/ledger';
import type { JournalEntry } from './provider-account.ts';

export const BOOKS: readonly Book[] = [...PERSON_BOOKS, ...PLATFORM_BOOKS];

export interface AccountsAsked {
  readonly book: Book;
  readonly role?: Role | undefined;
  readonly tier?: string | undefined;
  /** The last account of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}
export interface AccountBalance {
  /** `book/owner`, as legs of postings name it. */
  readonly account: string;
  readonly customerId?: string;
  readonly role?: string;
  readonly tier?: string;
  readonly balance: bigint;
}

export interface EntriesAsked {
  readonly account?: string | undefined;
  readonly date?: string | undefined;
  /** 0 to 23, of the date. */
  readonly hour?: number | undefined;
  readonly kind?: string | undefined;
  readonly step?: string | undefined;
  /** The last posting of the page before. */
  readonly before?: Pick<JournalEntry, 'at' | 'reference'> | undefined;
  readonly limit: number;
}
/** A posting, and the kind of payment that it is of. */
export interface Entry extends JournalEntry {
  readonly kind: string;
}

export interface LedgerRows {
  /** Accounts with a balance, in the order of their names. */
  accounts(asked: AccountsAsked): Promise<readonly AccountBalance[]>;
  /** Postings, newest first. */
  entries(asked: EntriesAsked): Promise<readonly Entry[]>;
}
