import { createBook, WORLD, type Book, type Movement } from './book.ts';
import type { AccountKind, Fact } from './facts.ts';
import type { Journal } from './journal.ts';
import { createTransactions, type Transactions } from './transactions.ts';

export interface OpeningAccount {
  readonly account: string;
  readonly kind: AccountKind;
  /** Whole rupiah with which it opens. */
  readonly float: number;
}

/** All that KasPro knows of money. Every change is a fact recorded here, whole or not at all. */
export interface State {
  readonly book: Book;
  readonly transactions: Transactions;
  /** Applies the facts and keeps them; answers the movements, in the order of the legs. */
  record(...facts: readonly Fact[]): readonly Movement[];
  /** Whether an accepted call has used this reference up. */
  isKnown(partnerReference: string): boolean;
  /** A number that nothing recorded so far has; numeric, as P2P references are. */
  nextNumber(): number;
  /** Begins anew, with the opening accounts alone. */
  forget(): void;
}

const FIRST_NUMBER = 100_000_000_000;

export function createState(journal: Journal, opening: readonly OpeningAccount[]): State {
  const book = createBook();
  const transactions = createTransactions(book);
  let sequence = 0;

  function apply(fact: Fact): readonly Movement[] {
    sequence += 1;
    switch (fact.fact) {
      case 'moved':
        return book.move(fact);
      case 'opened':
        book.open(fact);
        return [];
      case 'upgraded':
        book.upgrade(fact.mobileNumber);
        return [];
      case 'transaction':
        transactions.change(fact.transaction);
        return [];
      case 'notified':
        transactions.notify(fact.reffId);
        return [];
    }
  }

  function record(...facts: readonly Fact[]): readonly Movement[] {
    const movements = facts.flatMap(apply);
    journal.append(facts);
    return movements;
  }

  function begin(): void {
    const world: OpeningAccount = { account: WORLD, kind: 'WORLD', float: 0 };
    for (const { account, kind, float } of [world, ...opening]) {
      if (book.account(account)) continue;
      record({ fact: 'opened', account, kind, mobileNumber: '', name: kind });
      if (float > 0) record(floatOf(account, float));
    }
  }

  for (const fact of journal.read()) apply(fact);
  begin();
  return {
    book,
    transactions,
    record,
    isKnown: (partnerReference) =>
      book.movesOf(partnerReference) !== undefined ||
      transactions.ofPartner(partnerReference) !== undefined,
    nextNumber: () => FIRST_NUMBER + sequence,
    forget(): void {
      book.forget();
      transactions.forget();
      journal.forget();
      begin();
    },
  };
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
