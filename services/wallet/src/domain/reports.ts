/** What the wallet tells of its books as a whole. PURE. */
import type { Book, Place } from '@angkutan/ledger';

export interface BookTotal {
  readonly kind: Book;
  readonly accounts: number;
  readonly balance: bigint;
}

/** What the wallets of one role and tier have together: what is available and what is reserved. */
export interface WalletTotal {
  readonly role: string;
  readonly tier: string;
  readonly accounts: number;
  readonly balance: bigint;
}

/** All balances, read in one snapshot. */
export interface Standing {
  readonly asOf: Date;
  readonly totals: readonly BookTotal[];
  readonly wallets: readonly WalletTotal[];
}

/** What should lie on one KasPro account by our ledger. */
export interface PlaceBalance {
  readonly place: Place;
  /** For a customer's account: whose it is. */
  readonly customerId?: string;
  readonly kind?: string;
  readonly balance: bigint;
}
