import type { mongo } from 'mongoose';
import type { InstructionStatus } from './instruction.ts';
import type { Row } from './row.ts';

/** Enquiries that one sweep brings forward; KasPro has to answer them beside all the others. */
export const SWEEP_MAX = 200;
/** What is due within this time is left alone: it is being asked about, or will be by itself. */
export const SWEEP_BEYOND_MS = 15_000;
/** What only an enquiry or KasPro's own word can end. A claimed row that nobody answered for is due by itself. */
const ASKED_ABOUT: readonly InstructionStatus[] = ['UNKNOWN', 'IN_PROCESS', 'MANUAL'];

/**
 * Lets KasPro be asked now about open rows, those asked about longest ago first. Asking is all that it brings
 * forward: what ends one, or sends it again, goes by when it was sent, never by how often it was asked about.
 */
export async function sweep(rows: mongo.Collection<Row>, now: Date): Promise<number> {
  const later = new Date(now.getTime() + SWEEP_BEYOND_MS);
  const waiting = { status: { $in: [...ASKED_ABOUT] }, nextAt: { $gt: later } };
  const found = await rows
    .find(waiting, { projection: { _id: 1 } })
    .sort({ nextAt: 1 })
    .limit(SWEEP_MAX)
    .toArray();
  if (found.length === 0) return 0;
  const ids = found.map(({ _id }) => _id);
  // The guard again: what was asked about, or has ended, meanwhile stays as it is.
  const { modifiedCount } = await rows.updateMany(
    { ...waiting, _id: { $in: ids } },
    { $set: { nextAt: now } },
  );
  return modifiedCount;
}
