import type { Book } from './book.ts';
import type { Transaction } from './facts.ts';

/** What KasPro has taken on or been paid, as it stands, and how much of an account it has set aside for it. */
export function createTransactions(book: Book) {
  const byReffId = new Map<string, Transaction>();
  const byPartnerReference = new Map<string, string>();
  const notified = new Set<string>();
  return {
    change(transaction: Transaction): void {
      const { reffId, partnerReference } = transaction;
      const account = book.account(transaction.account);
      if (account) account.reserved += reserve(transaction) - reserve(byReffId.get(reffId));
      byReffId.set(reffId, transaction);
      notified.delete(reffId);
      if (partnerReference !== null) byPartnerReference.set(partnerReference, reffId);
    },
    notify: (reffId: string): void => void notified.add(reffId),
    isNotified: (reffId: string): boolean => notified.has(reffId),
    all: (): Iterable<Transaction> => byReffId.values(),
    of: (reffId: string): Transaction | undefined => byReffId.get(reffId),
    ofPartner: (partnerReference: string): Transaction | undefined =>
      byReffId.get(byPartnerReference.get(partnerReference) ?? ''),
    forget(): void {
      byReffId.clear();
      byPartnerReference.clear();
      notified.clear();
    },
  };
}

export type Transactions = ReturnType<typeof createTransactions>;

const CALLED_OUT = new Set(['BANK_TRANSFER', 'QRIS', 'MODERN_TRADE_WITHDRAWAL', 'P2P']);

function reserve(transaction: Transaction | undefined): number {
  const holds = transaction?.status === 'IN_PROCESS' && CALLED_OUT.has(transaction.type);
  return holds ? transaction.amount + transaction.serviceFee : 0;
}
