import type { Heard } from '../domain/canary.ts';
import { CANARY_LIMIT_MS } from '../domain/canary.ts';
import type { Rows } from './rows.ts';

/** What is known of the last 30 days, or of those sent since then; undefined before the first canary came back. */
export async function findHeard(
  { canaries }: Pick<Rows, 'canaries'>,
  since?: Date,
): Promise<Heard | undefined> {
  const sent = since && { sentAt: { $gte: since } };
  const [first, last, count, late] = await Promise.all([
    canaries.findOne(sent ?? {}, { sort: { sentAt: 1 } }),
    canaries.findOne(sent ?? {}, { sort: { sentAt: -1 } }),
    sent ? canaries.countDocuments(sent) : canaries.estimatedDocumentCount(),
    canaries.countDocuments({ ...sent, tookMs: { $gt: CANARY_LIMIT_MS } }),
  ]);
  if (!first || !last) return undefined;
  // The driver reads numbers as bigints where they are long.
  const read = { ...last, tookMs: Number(last.tookMs) };
  return { first: first.sentAt, last: read, count, late };
}
