import type { InstructionChange } from '@angkutan/instructions';
import { saveApprovals } from '@angkutan/operator-desk';
import type { ClientSession, mongo } from 'mongoose';
import type { CashOut } from '../domain/cash-out.ts';
import type { Customer } from '../domain/customer.ts';
import type { Loaded, Stores } from './load.ts';
import type { CashOutRow, CustomerRow, Rows } from './rows.ts';

/** Writes what a group has changed: at most one bulk operation per collection. */
export async function saveWorkingSet(
  { rows, instructions, rules }: Stores,
  set: Loaded,
  tx: ClientSession,
): Promise<void> {
  await saveCashOuts(rows, set, tx);
  await saveCustomers(rows, changed(set.customers, set.before.customers), tx);
  const known = set.before.instructions;
  const writes = changed(set.instructions, known).map((instruction): InstructionChange => ({
    instruction,
    isNew: !known.has(instruction.reference),
  }));
  await instructions.save(writes, tx);
  await rules.save(set.before.rules, set.rules, tx);
  const approvals = changed(set.approvals, set.before.approvals);
  await saveApprovals(rows, { approvals, audit: set.audit }, tx);
}

const changed = <T>(now: ReadonlyMap<string, T>, before: ReadonlyMap<string, T>): T[] =>
  [...now].flatMap(([id, one]) => (one === before.get(id) ? [] : [one]));

/**
 * Each write names the length of the story that it was decided on.
 * Throws AKT_CASH_OUT_GUARD when another has written since: the snapshot makes that impossible, and money wants two locks.
 */
async function saveCashOuts(rows: Rows, set: Loaded, session: ClientSession): Promise<void> {
  const writes = changed(set.cashOuts, set.before.cashOuts).map((one) =>
    cashOutWrite(one, set.before.cashOuts.get(one.cashOutId)),
  );
  if (writes.length === 0) return;
  const { matchedCount, insertedCount } = await rows.cashOuts.bulkWrite(writes, { session });
  if (matchedCount + insertedCount !== writes.length) {
    throw new Error(`AKT_CASH_OUT_GUARD: ${matchedCount + insertedCount} of ${writes.length}`);
  }
}

function cashOutWrite(
  cashOut: CashOut,
  before: CashOut | undefined,
): mongo.AnyBulkWriteOperation<CashOutRow> {
  const row = { ...cashOut, _id: cashOut.cashOutId };
  if (!before) return { insertOne: { document: row } };
  const filter = { _id: row._id, timeline: { $size: before.timeline.length } };
  return { replaceOne: { filter, replacement: row } };
}

async function saveCustomers(
  { customers }: Rows,
  known: readonly Customer[],
  session: ClientSession,
): Promise<void> {
  if (known.length === 0) return;
  const writes = known.map((customer): mongo.AnyBulkWriteOperation<CustomerRow> => {
    const row = { ...customer, _id: customer.customerId };
    return { replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } };
  });
  await customers.bulkWrite(writes, { session });
}
