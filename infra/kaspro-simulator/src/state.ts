import { createBook, WORLD, type Movement } from './book.ts';
import type { AccountKind, Fact, Transaction } from './facts.ts';
import type { Journal } from './journal.ts';

export interface OpeningAccount {
  readonly account: string;
  readonly kind: AccountKind;
  /** Whole rupiah with which it opens. */
  readonly float: number;
}

/** All that KasPro knows of money. Every change is a fact recorded here, whole or not at all. */
export function createState(journal: Journal, opening: readonly OpeningAccount[]) {
  const book = createBook();
  const transactions = new Map<string, Transaction>();
  const byPartnerReference = new Map<string, string>();
  const notified = new Set<string>();
  let sequence = 0;

  /** Applies the facts and keeps them; answers the movements, in the order of the legs. */
  function record(...facts: readonly Fact[]): readonly Movement[] {
    const movements = facts.flatMap(apply);
    journal.append(facts);
    return movements;
  }

  function apply(fact: Fact): readonly Movement[] {
    sequence += 1;
    switch (fact.fact) {
      case 'opened':
        book.open(fact);
        return [];
      case 'upgraded':
        for (const account of book.accounts()) {
          if (account.mobileNumber === fact.mobileNumber) account.premium = true;
        }
        return [];
      case 'moved':
        return book.move(fact);
      case 'transaction':
        change(fact.transaction);
        return [];
      case 'notified':
        notified.add(fact.reffId);
        return [];
    }
  }

  function change(transaction: Transaction): void {
    const { reffId, partnerReference } = transaction;
    const account = book.account(transaction.account);
    if (account) account.reserved += reserve(transaction) - reserve(transactions.get(reffId));
    transactions.set(reffId, transaction);
    notified.delete(reffId);
    if (partnerReference !== null) byPartnerReference.set(partnerReference, reffId);
  }

  function begin(): void {
    for (const { account, kind, float } of [
      { account: WORLD, kind: 'WORLD' as const, float: 0 },
      ...opening,
    ]) {
      if (book.account(account)) continue;
      record({ fact: 'opened', account, kind, mobileNumber: '', name: kind });
      if (float > 0) record(floatOf(account, float));
    }
  }

  for (const fact of journal.read()) apply(fact);
  begin();

  return {
    book,
    record,
    transaction: (reffId: string): Transaction | undefined => transactions.get(reffId),
    transactions: (): Iterable<Transaction> => transactions.values(),
    transactionFor: (partnerReference: string): Transaction | undefined =>
      transactions.get(byPartnerReference.get(partnerReference) ?? ''),
    isNotified: (reffId: string): boolean => notified.has(reffId),
    /** Whether an accepted call has used this reference up. */
    isKnown: (partnerReference: string): boolean =>
      byPartnerReference.has(partnerReference) || book.movesOf(partnerReference) !== undefined,
    /** A number that no other call gets; numeric, as P2P references are. */
    nextNumber: (): number => FIRST_NUMBER + sequence,
    forget(): void {
      book.forget();
      transactions.clear();
      byPartnerReference.clear();
      notified.clear();
      journal.forget();
      begin();
    },
  };
}

export type State = ReturnType<typeof createState>;

const FIRST_NUMBER = 100_000_000_000;

const CALLED_OUT = new Set(['BANK_TRANSFER', 'QRIS', 'MODERN_TRADE_WITHDRAWAL']);

function reserve(transaction: Transaction | undefined): number {
  const holds = transaction?.status === 'IN_PROCESS' && CALLED_OUT.has(transaction.type);
  return holds ? transaction.amount + transaction.serviceFee : 0;
}

/** The money with which an account opens: the first row of its statement. */
function floatOf(account: string, float: number): Fact {
  return {
    fact: 'moved',
    reference: `OPENING-${account}`,
    partnerReference: null,
    legs: [
      { account: WORLD, amount: -float },
      { account, amount: float },
    ],
    at: new Date().toISOString(),
    returns: false,
  };
}
