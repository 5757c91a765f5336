/**
 * The accounts of the ledger: a book and its owner. A person's books belong to a wallet; the platform's
 * are split into shards, because every ride touches them and one document would be everybody's queue.
 */
export const PERSON_BOOKS = ['wallet', 'escrowed', 'due', 'debt', 'suspense'] as const;
export const PLATFORM_BOOKS = [
  'commission',
  'promotion',
  'losses',
  'corporate',
  'fees',
  'float',
  'unclaimed',
  'world',
] as const;
export type PersonBook = (typeof PERSON_BOOKS)[number];
export type PlatformBook = (typeof PLATFORM_BOOKS)[number];
export type Book = PersonBook | PlatformBook;

export interface Account {
  readonly book: Book;
  /** A walletId for a person's book, a shard such as "03" for the platform's. */
  readonly owner: string;
}

/** Where the money of a book lies at KasPro; reconciliation compares per such place. */
export type Place = 'customer' | 'escrow' | 'corporate' | 'unclaimed' | 'nowhere';

const PLACES: Readonly<Record<Book, Place>> = {
  wallet: 'customer',
  suspense: 'customer',
  escrowed: 'escrow',
  due: 'escrow',
  debt: 'escrow',
  commission: 'escrow',
  promotion: 'escrow',
  // Debts that were written off, zero or below until a sweep has corporate pay for them.
  losses: 'escrow',
  // What the company itself laid on the escrow account, so that promotions and debts can be advanced.
  float: 'escrow',
  corporate: 'corporate',
  fees: 'corporate',
  // Top-ups whose number belongs to nobody we know: they lie on the account that KasPro names.
  unclaimed: 'unclaimed',
  world: 'nowhere',
};

export const placeOf = (book: Book): Place => PLACES[book];

const OF_PERSONS: ReadonlySet<Book> = new Set(PERSON_BOOKS);

export const isPersonBook = (book: Book): book is PersonBook => OF_PERSONS.has(book);

/** How many documents each platform book is split into. A group of messages uses one of them. */
export const PLATFORM_SHARDS = 8;

export const shardName = (shard: number): string =>
  String(shard % PLATFORM_SHARDS).padStart(2, '0');

export const accountId = (account: Account): string => `${account.book}/${account.owner}`;

/** Wallet ids of the platform's own accounts, as they appear in splits and legs of events. */
export const PLATFORM_WALLETS = {
  commission: 'platform:commission',
  promotion: 'platform:promotion',
  corporate: 'platform:corporate',
} as const;

export type Role = 'USER' | 'DRIVER' | 'MERCHANT';
export const ROLES: readonly Role[] = ['USER', 'DRIVER', 'MERCHANT'];

/** One wallet per person and role. Other services learn the id from `WalletOpened` and read nothing into it. */
export const walletIdOf = (customerId: string, role: Role): string =>
  `${customerId}:${role.toLowerCase()}`;

/** The wallets, there or not, of the person whose wallet this is. A platform's wallet stands alone. */
export function samePerson(walletId: string): string[] {
  if (!isPayeeWallet(walletId)) return [walletId];
  const customerId = walletId.slice(0, walletId.lastIndexOf(':'));
  return ROLES.map((role) => walletIdOf(customerId, role));
}

const PLATFORM_WALLET_IDS: ReadonlySet<string> = new Set(Object.values(PLATFORM_WALLETS));

/** A person's wallet, which is paid by a transfer of its own; the platform's share stays in escrow. */
export const isPayeeWallet = (walletId: string): boolean => !PLATFORM_WALLET_IDS.has(walletId);
