/** What the wallet tells of its books as a whole. PURE. */
import type { Book, Place } from '@angkutan/ledger';

export interface BookTotal {
  readonly kind: Book;
  readonly accounts: number;
  readonly balance: bigint;
}

/** What should lie on one KasPro account by our ledger. */
export interface PlaceBalance {
  readonly place: Place;
  /** For a customer's account: whose it is. */
  readonly customerId?: string;
  readonly kind?: string;
  readonly balance: bigint;
}
