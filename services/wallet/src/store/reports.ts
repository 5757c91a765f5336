/** The reports of reconciliations, and who works on which. */
import type { Rows } from './rows.ts';
import { NO_TOTALS } from '../domain/reconciliation-report.ts';
import type { Reports } from '../domain/reconciling.ts';
import type { CustomerAccount } from '../domain/provider-account.ts';
import { later } from '../domain/jakarta-day.ts';
import type { ReconciliationRows } from './reconciliation-rows.ts';

/** A run that has not renewed its hold for this long has died. */
const HELD_MS = 300_000;

export const createReports = ({ reports }: Pick<ReconciliationRows, 'reports'>): Reports => ({
  find: async (day) => (await reports.findOne({ _id: day })) ?? undefined,
  async request(day, requestedBy, requestedAt) {
    const asked = { day, status: 'REQUESTED', requestedBy, requestedAt } as const;
    const fresh = { $setOnInsert: { ...asked, ...NO_TOTALS } };
    const { upsertedCount } = await reports.updateOne({ _id: day }, fresh, { upsert: true });
    if (upsertedCount === 0) await reports.updateOne({ _id: day, status: 'DONE' }, { $set: asked });
  },
  async claim(holder, now) {
    const free = {
      $or: [
        { status: 'REQUESTED' as const },
        { status: 'RUNNING' as const, heldUntil: { $lt: now } },
      ],
    };
    const held = { status: 'RUNNING', holder, heldUntil: later(now, HELD_MS) } as const;
    const won = await reports.findOneAndUpdate(free, { $set: held }, { sort: { requestedAt: 1 } });
    return won?.day;
  },
  async renew(_id, holder, now) {
    const until = { $set: { heldUntil: later(now, HELD_MS) } };
    const { matchedCount } = await reports.updateOne({ _id, holder }, until);
    if (matchedCount === 0) throw new Error(`AKT_RECONCILIATION_LOST: ${_id}`);
  },
  async finish(_id, holder, totals) {
    const done = { ...totals, status: 'DONE', endedAt: new Date() } as const;
    await reports.updateOne({ _id, holder }, { $set: done, $unset: { heldUntil: '' } });
  },
});

/** Every customer's account once, in the order of customers: read as it is worked on. */
export async function* customerAccounts({
  wallets,
}: Pick<Rows, 'wallets'>): AsyncGenerator<CustomerAccount> {
  let last = '';
  const found = wallets
    .find({}, { projection: { customerId: 1, kind: 1 } })
    .sort({ customerId: 1, kind: 1 })
    .batchSize(500);
  for await (const { customerId, kind } of found) {
    const key = `${customerId}/${kind}`;
    if (key !== last) yield { place: 'customer', customerId, kind };
    last = key;
  }
}
