/** Breaks at rest. A run sees each again, finds new ones, and closes those of its period that agree by now. */
import { isDuplicateKey } from '@angkutan/mongo';
import { afterRun, BALANCE_KEY, type Break } from '../domain/break.ts';
import { accountKey } from '../domain/provider-account.ts';
import type { BreakClass, Difference } from '../domain/reconciliation.ts';
import type { Breaks, OpenBreaks } from '../domain/reconciling.ts';
import { breakIdOf } from './break-id.ts';
import type { ReconciliationRows } from './reconciliation-rows.ts';

export interface BreaksDeps {
  readonly rows: Pick<ReconciliationRows, 'breaks'>;
  readonly now: () => Date;
  readonly onNew: (found: Break) => void;
}

export function createBreaks(deps: BreaksDeps): Breaks {
  const { breaks } = deps.rows;
  return {
    of: (account) => breaks.find({ account, status: { $ne: 'CLOSED' } }).toArray(),
    async keep(account, { from, to }, found) {
      const key = accountKey(account);
      const ids = found.map((one) => breakIdOf(key, one.key));
      const inPeriod = { account: key, key: { $ne: BALANCE_KEY }, at: { $gte: from, $lt: to } };
      const known = { $or: [{ _id: { $in: ids } }, inPeriod] };
      await fold(deps, key, { found, before: await breaks.find(known).toArray() });
    },
    async keepBalance(account, found) {
      const key = accountKey(account);
      const before = await breaks.find({ _id: breakIdOf(key, BALANCE_KEY) }).toArray();
      await fold(deps, key, { found, before });
    },
    open: (limit) =>
      breaks.find({ status: 'OPEN' }).sort({ firstSeenAt: 1 }).limit(limit).toArray(),
    ofDay: (day, limit) => breaks.find({ day }).sort({ at: 1 }).limit(limit).toArray(),
    openByClass: () => openByClass(breaks),
  };
}

async function openByClass(breaks: ReconciliationRows['breaks']): Promise<OpenBreaks[]> {
  const rupiah = { $sum: { $abs: { $subtract: ['$theirs', '$ours'] } } };
  const found = await breaks
    .aggregate<{ _id: BreakClass; count: number; rupiah: bigint }>([
      { $match: { status: 'OPEN' } },
      { $group: { _id: '$class', count: { $sum: 1 }, rupiah } },
    ])
    .toArray();
  return found.map((one) => ({
    class: one._id,
    count: Number(one.count),
    rupiah: BigInt(one.rupiah),
  }));
}

interface Folding {
  readonly before: readonly Break[];
  readonly found: readonly Difference[];
}

/** A break that somebody resolves meanwhile keeps what they made of it: the next run looks again. */
async function fold(deps: BreaksDeps, account: string, { before, found }: Folding): Promise<void> {
  const { breaks } = deps.rows;
  const { seen, gone } = afterRun(before, found, {
    account,
    now: deps.now(),
    idOf: (key) => breakIdOf(account, key),
  });
  const known = new Map(before.map((one) => [one.breakId, one]));
  for (const one of [...seen, ...gone]) {
    const was = known.get(one.breakId);
    if (was) {
      const { status, owner } = was;
      await breaks.replaceOne({ _id: one.breakId, status, owner }, one);
    } else {
      await breaks.insertOne({ ...one, _id: one.breakId }).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    }
    if (one.status === 'OPEN' && was?.status !== 'OPEN') deps.onNew(one);
  }
}
