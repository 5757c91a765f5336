import { EMPTY_BOOKS, type Role, type WalletBooks } from '@angkutan/ledger';
import { isPositive, minus, plus, type Rupiah, sumOf, ZERO } from '@angkutan/money';

/** What the customer owes for one request: advanced by the platform, collected before anything else. */
export interface Debt {
  readonly requestId: string;
  readonly owed: Rupiah;
  /** Part of `owed` that is on its way from the customer to escrow. */
  readonly collecting: Rupiah;
  /** How many collections were started: part of their references. */
  readonly collections: number;
}

/** TIER: the payee is not PREMIUM yet. LIMIT: the payee's account is full. REFUSED: KasPro refused for good. */
export type WaitReason = 'TIER' | 'LIMIT' | 'REFUSED';

/** A due that cannot be paid yet: it waits until something changes for the payee. */
export interface WaitingDue {
  readonly requestId: string;
  readonly amount: Rupiah;
  /** Part of the reference of the next try. */
  readonly tries: number;
  readonly reason: WaitReason;
}

/** ROLE_UNKNOWN: the number names a wallet that the person does not have; an operator assigns or returns it. */
export type SuspenseReason = 'BALANCE_LIMIT' | 'MONTHLY_LIMIT' | 'ROLE_UNKNOWN';

/** Money of one top-up that waits on the customer's own account. */
export interface Suspended {
  /** KasPro's reference of the top-up. */
  readonly id: string;
  readonly amount: Rupiah;
  readonly reason: SuspenseReason;
  /** How many parts of it were released: part of their references. */
  readonly releases: number;
}

/** What came in from outside or from other people in one calendar month. */
export interface Incoming {
  /** Asia/Jakarta, such as `2026-11`; empty when nothing ever came in. */
  readonly month: string;
  readonly amount: Rupiah;
}

/** Who made a wallet stand still, and why. */
export interface Containment {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

export interface Wallet {
  readonly walletId: string;
  readonly customerId: string;
  readonly role: Role;
  readonly kind: 'SUBSCRIBER' | 'MERCHANT';
  readonly tier: string;
  readonly phoneHash: string;
  /** The KasPro account, sealed; opened only by the gateway that sends. */
  readonly sealedAccount: Uint8Array;
  readonly books: WalletBooks;
  /** How many entries the wallet's statement has: each entry's number, without a gap. */
  readonly entries: number;
  /** Oldest first. */
  readonly debts: readonly Debt[];
  readonly waiting: readonly WaitingDue[];
  /** Oldest first; they add up to the book "suspense". */
  readonly suspended: readonly Suspended[];
  /** The person's, kept by each of the person's wallets. */
  readonly incoming: Incoming;
  /** Nothing leaves the wallet until a person lets it go. */
  readonly contained: Containment | null;
}

export type NewWallet = Omit<
  Wallet,
  'books' | 'entries' | 'debts' | 'waiting' | 'suspended' | 'incoming' | 'contained'
>;

export const NO_INCOMING: Incoming = { month: '', amount: ZERO };

export const openWallet = (wallet: NewWallet): Wallet => ({
  ...wallet,
  books: EMPTY_BOOKS,
  entries: 0,
  debts: [],
  waiting: [],
  suspended: [],
  incoming: NO_INCOMING,
  contained: null,
});

/** What the customer owes in all. */
export const owedBy = (wallet: Wallet): Rupiah => sumOf(wallet.debts.map((debt) => debt.owed));

/** What is on its way from the customer to escrow to pay debts. */
export const collectingOf = (debts: readonly Debt[]): Rupiah =>
  sumOf(debts.map((debt) => debt.collecting));

/** What the next credit pays before anything else. */
export const uncollectedOf = (wallet: Wallet): Rupiah =>
  minus(owedBy(wallet), collectingOf(wallet.debts));

/** What waits for the customer: over a limit, or dues that cannot be paid yet. */
export const waitingFor = ({ books, waiting }: Wallet): Rupiah =>
  plus(books.suspense, sumOf(waiting.map((due) => due.amount)));

export const owedFor = (wallet: Wallet, requestId: string): Rupiah =>
  wallet.debts.find((debt) => debt.requestId === requestId)?.owed ?? ZERO;

export const withDebt = (wallet: Wallet, requestId: string, owed: Rupiah): Wallet => ({
  ...wallet,
  debts: [...wallet.debts, { requestId, owed, collecting: ZERO, collections: 0 }],
});

/** A collection came in (`paid`) or was refused: it is no longer on its way; what is paid off is forgotten. */
export function collectionEnded(
  wallet: Wallet,
  ended: { readonly requestId: string; readonly amount: Rupiah; readonly paid: boolean },
): Wallet {
  const debts = wallet.debts.map((debt): Debt => {
    if (debt.requestId !== ended.requestId) return debt;
    const owed = ended.paid ? minus(debt.owed, ended.amount) : debt.owed;
    return { ...debt, owed, collecting: minus(debt.collecting, ended.amount) };
  });
  return { ...wallet, debts: debts.filter((debt) => isPositive(debt.owed)) };
}

export const collectionStarted = (debt: Debt, amount: Rupiah): Debt => ({
  ...debt,
  collecting: plus(debt.collecting, amount),
  collections: debt.collections + 1,
});
