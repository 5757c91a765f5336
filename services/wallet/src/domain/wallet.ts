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

/** A due that KasPro refused for good: it waits until something changes for the payee. */
export interface WaitingDue {
  readonly requestId: string;
  readonly amount: Rupiah;
  readonly tries: number;
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
}

export type NewWallet = Omit<Wallet, 'books' | 'entries' | 'debts' | 'waiting'>;

export const openWallet = (wallet: NewWallet): Wallet => ({
  ...wallet,
  books: EMPTY_BOOKS,
  entries: 0,
  debts: [],
  waiting: [],
});

/** What the customer owes in all. */
export const owedBy = (wallet: Wallet): Rupiah => sumOf(wallet.debts.map((debt) => debt.owed));

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
