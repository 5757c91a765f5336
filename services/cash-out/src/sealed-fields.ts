import { lookupHash, open, seal } from '@angkutan/events';

type Field = 'accountNumber' | 'accountName' | 'withdrawalCode';

/** Seals and opens one field of a cash-out, as base64. Each value is bound to its cash-out and field. */
export interface FieldSealer {
  seal(cashOutId: string, field: Field, text: string): string;
  /** @throws UnsealableError: another key, or changed bytes. */
  open(cashOutId: string, field: Field, sealed: string): string;
  /** A keyed hash, base64url: to tell texts apart without keeping them. */
  hash(...texts: readonly string[]): string;
}

export const createFieldSealer = (key: Buffer): FieldSealer => ({
  seal: (cashOutId, field, text) => seal(key, text, `${cashOutId}:${field}`).toString('base64'),
  open: (cashOutId, field, sealed) =>
    open(key, Buffer.from(sealed, 'base64'), `${cashOutId}:${field}`),
  hash: (...texts) => lookupHash(key, JSON.stringify(texts)),
});
