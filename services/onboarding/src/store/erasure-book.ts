import { type Executor, verdictFor } from '@angkutan/messaging';
import type { ErasureRejection } from '../domain/erasure.ts';
import type { ErasureBook } from '../domain/personal-data.ts';
import { named } from './books.ts';
import { createErasureWork, erasureStateOf, type ErasureWorkParts } from './erasure-work.ts';

const REJECTIONS: readonly ErasureRejection[] = [
  'CUSTOMER_NOT_FOUND',
  'NOT_RESTRICTED',
  'RETENTION_RUNNING',
];

/** Erasures in MongoDB, changed through the one loop. */
export function createErasureBook(executor: Executor, parts: ErasureWorkParts): ErasureBook {
  const work = createErasureWork(parts);
  const { rows } = parts;
  return {
    async change(command) {
      const result = verdictFor(await executor.execute(work, [command]));
      if (result.status === 'done') return { accepted: true, events: result.changes };
      return { accepted: false, rejection: named(REJECTIONS, result.code) };
    },
    async find(customerId) {
      const row = await rows.customers.findOne({ _id: customerId });
      if (row) return erasureStateOf(row);
      const erased = await rows.erasures.findOne({ _id: customerId });
      return erased?.destroyed ? { status: 'DESTROYED' } : undefined;
    },
    async due(now, limit) {
      const found = rows.customers
        .find({ 'restriction.until': { $lte: now } }, { projection: { _id: 1 } })
        .sort({ 'restriction.until': 1 })
        .limit(limit);
      return (await found.toArray()).map(({ _id }) => _id);
    },
  };
}
