/** Writes what is known of top-ups, and what people did by hand. */
import type { ClientSession } from 'mongoose';
import type { Loaded } from './load.ts';
import type { Rows } from './rows.ts';

export async function saveActs(
  rows: Rows,
  { states, touched }: Loaded,
  session: ClientSession,
): Promise<void> {
  const topUps = valuesOf(touched.topUps, states.topUps).map((topUp) => ({
    replaceOne: { filter: { _id: topUp.providerReference }, replacement: topUp, upsert: true },
  }));
  if (topUps.length > 0) await rows.topUps.bulkWrite(topUps, { session, ordered: false });
  const approvals = valuesOf(touched.approvals, states.approvals).map((approval) => ({
    replaceOne: { filter: { _id: approval.approvalId }, replacement: approval, upsert: true },
  }));
  if (approvals.length > 0) await rows.approvals.bulkWrite(approvals, { session, ordered: false });
  const audit = states.audit.map((row) => ({ ...row, _id: row.auditId }));
  if (audit.length > 0) await rows.audit.insertMany(audit, { session, ordered: false });
}

const valuesOf = <T>(ids: ReadonlySet<string>, states: ReadonlyMap<string, T>): T[] =>
  [...ids].flatMap((id) => states.get(id) ?? []);
