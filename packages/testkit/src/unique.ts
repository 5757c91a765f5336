import { randomBytes } from 'node:crypto';

/** A name nobody else uses: tests share one broker, one registry and one MongoDB. */
export function unique(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`;
}
