import { createHash } from 'node:crypto';

/** What is kept of a verification token, which is random enough to need no key. */
export function tokenHashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
