/** A cash-out's id, which says by its beginning that it is none of a payment. PURE. */
const BEGINNING = 'co-';
const HASH_CHARACTERS = 27;

/** From the hash of who asked and of the key of the command: the same command is the same cash-out for ever. */
export const cashOutIdOf = (hash: string): string =>
  `${BEGINNING}${hash.slice(0, HASH_CHARACTERS)}`;

export const isCashOutId = (requestId: string): boolean => requestId.startsWith(BEGINNING);
