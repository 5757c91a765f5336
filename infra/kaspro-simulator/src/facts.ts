import type { CallbackType, TransactionStatus } from '@angkutan/kaspro';

// Everything that happens to money here is a fact: applied to memory, and appended to the state file where there is one.
// Amounts are whole rupiah as safe integers, JSON's own; moments are ISO texts.

export type AccountKind = 'SUBSCRIBER' | 'MERCHANT' | 'ESCROW' | 'CORPORATE' | 'SUSPENSE' | 'WORLD';

export interface AccountOpened {
  readonly fact: 'opened';
  readonly account: string;
  readonly kind: AccountKind;
  readonly mobileNumber: string;
  readonly name: string;
}

/** e-KYC succeeded: the number's accounts are PREMIUM. */
export interface CustomerUpgraded {
  readonly fact: 'upgraded';
  readonly mobileNumber: string;
}

/** Money moved; the legs sum to zero. */
export interface Moved {
  readonly fact: 'moved';
  /** KasPro's own name for it, as the statement shows it. */
  readonly reference: string;
  readonly partnerReference: string | null;
  readonly legs: readonly { readonly account: string; readonly amount: number }[];
  readonly at: string;
  /** It takes back an earlier move of the same partnerReference. */
  readonly returns: boolean;
}

/** `P2P`: taken on instead of done at once; nobody is called back about it. */
export type TransactionType = CallbackType | 'P2P';

/** Something that KasPro has taken on or been paid, as it now stands. */
export interface Transaction {
  readonly reffId: string;
  readonly type: TransactionType;
  readonly partnerReference: string | null;
  readonly originalReffId: string | null;
  readonly status: Exclude<TransactionStatus, 'NOT_FOUND'>;
  readonly account: string;
  /** Who gets it, where that is no bank, store or merchant. */
  readonly destination?: string;
  readonly amount: number;
  readonly serviceFee: number;
  readonly channel: string;
  readonly virtualAccount: string | null;
  readonly withdrawalCode: string | null;
  readonly expiresAt: string | null;
  /** What the callback says: 0, or the code of a refusal. */
  readonly code: number;
  readonly message: string;
  readonly occurredAt: string;
}

export interface TransactionChanged {
  readonly fact: 'transaction';
  readonly transaction: Transaction;
}

/** The callback that told of this status got its 2xx. */
export interface Notified {
  readonly fact: 'notified';
  readonly reffId: string;
}

export type Fact = AccountOpened | CustomerUpgraded | Moved | TransactionChanged | Notified;

export const accountsIn = ({ account, destination }: Transaction): readonly string[] =>
  destination === undefined ? [account] : [account, destination];
