/** Writes what is known of top-ups, and what people did by hand. */
import { saveApprovals } from '@angkutan/operator-desk';
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
  const breaks = valuesOf(touched.breaks, states.breaks).map((one) => ({
    replaceOne: { filter: { _id: one.breakId }, replacement: one },
  }));
  if (breaks.length > 0) await rows.breaks.bulkWrite(breaks, { session, ordered: false });
  const approvals = valuesOf(touched.approvals, states.approvals);
  await saveApprovals(rows, { approvals, audit: states.audit }, session);
}

const valuesOf = <T>(ids: ReadonlySet<string>, states: ReadonlyMap<string, T>): T[] =>
  [...ids].flatMap((id) => states.get(id) ?? []);
