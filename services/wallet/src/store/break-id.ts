import { createHash } from 'node:crypto';

/** A break's id: fit for a path, and the same in every run. */
export const breakIdOf = (account: string, key: string): string =>
  createHash('sha256').update(`${account}\0${key}`).digest('base64url').slice(0, 22);
