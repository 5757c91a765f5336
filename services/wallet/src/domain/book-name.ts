import { type Book, PERSON_BOOKS, PLATFORM_BOOKS } from '@angkutan/ledger';

const BOOKS: ReadonlyMap<string, Book> = new Map(
  [...PERSON_BOOKS, ...PLATFORM_BOOKS].map((book) => [book, book]),
);

/** The book that a row names. Throws AKT_BOOK_UNKNOWN: the database holds what this code does not know. */
export function bookOf(name: string): Book {
  const book = BOOKS.get(name);
  if (!book) throw new Error(`AKT_BOOK_UNKNOWN: ${name}`);
  return book;
}
