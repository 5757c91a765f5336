import { minus, plus, type Rupiah, ZERO } from '@angkutan/money';
import type { PersonBook } from './account.ts';

/**
 * The balances of one wallet.
 * `available + reserved` is the book "wallet" (money on the customer's own KasPro account);
 * a reservation only lowers `available`: it is a promise, not a posting.
 * `escrowed` is what the customer paid into escrow for open holds, `due` what escrow owes the customer,
 * `debt` (zero or negative) what the customer owes the platform, `suspense` what waits for room or an operator.
 */
export interface WalletBooks {
  readonly available: Rupiah;
  readonly reserved: Rupiah;
  readonly escrowed: Rupiah;
  readonly due: Rupiah;
  readonly debt: Rupiah;
  readonly suspense: Rupiah;
}

export const EMPTY_BOOKS: WalletBooks = {
  available: ZERO,
  reserved: ZERO,
  escrowed: ZERO,
  due: ZERO,
  debt: ZERO,
  suspense: ZERO,
};

/** Sets money aside for a transfer on its way. The caller has checked `available`: less is a bug. */
export const reserve = (books: WalletBooks, amount: Rupiah): WalletBooks =>
  checked({
    ...books,
    available: minus(books.available, amount),
    reserved: plus(books.reserved, amount),
  });

export const unreserve = (books: WalletBooks, amount: Rupiah): WalletBooks =>
  checked({
    ...books,
    available: plus(books.available, amount),
    reserved: minus(books.reserved, amount),
  });

/** Applies one leg of a posting to its book. */
export function applyLeg(books: WalletBooks, book: PersonBook, amount: Rupiah): WalletBooks {
  const field = book === 'wallet' ? 'available' : book;
  return checked({ ...books, [field]: plus(books[field], amount) });
}

/** What the customer has in open holds: reserved on the way there, or already in escrow. */
export const held = (books: WalletBooks): Rupiah => plus(books.reserved, books.escrowed);

/** The invariant `available + held = total`, from the other side. */
export const total = (books: WalletBooks): Rupiah => plus(books.available, held(books));

/** The balance of one book as the journal has it. */
export const balanceOf = (books: WalletBooks, book: PersonBook): Rupiah =>
  book === 'wallet' ? plus(books.available, books.reserved) : books[book];

/** Debt is the only book that may be below zero, and may be nothing else. */
function checked(books: WalletBooks): WalletBooks {
  for (const book of ['available', 'reserved', 'escrowed', 'due', 'suspense'] as const) {
    if (books[book] < 0n) throw new Error(`AKT_WALLET_OVERDRAWN: ${book} would be ${books[book]}`);
  }
  if (books.debt > 0n) throw new Error(`AKT_WALLET_OVERDRAWN: debt would be ${books.debt}`);
  return books;
}
