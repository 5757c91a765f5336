import { saveApprovals } from '@angkutan/operator-desk';
import type { ClientSession, mongo } from 'mongoose';
import type { Payment } from '../domain/payment.ts';
import type { Ride, Case } from '../domain/ride.ts';
import type { Loaded, Stores } from './load.ts';
import { sound, type CustomerRow, type PaymentRow, type RideRow, type Rows } from './rows.ts';

type Write<Row extends mongo.Document> = mongo.AnyBulkWriteOperation<Row>;

/**
 * Writes what a group has changed: at most one bulk operation per collection, rides first and in the order
 * of their ids, so that two groups that share rides meet at the first of them and not crosswise.
 */
export async function saveWorkingSet(
  { rows, instructions, rules }: Stores,
  set: Loaded,
  tx: ClientSession,
): Promise<void> {
  const { before } = set;
  const changed = changes(set.cases, before.cases)
    .map(([, one]) => one)
    .toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1));
  await saveRides(rows, changed, set, tx);
  const payments = changed.flatMap((one) => paymentWrites(one, before.cases.get(one.caseId)));
  if (payments.length > 0) await rows.payments.bulkWrite(payments, { session: tx });
  const opened = changes(set.wallets, before.wallets).map(([_id, walletId]) => ({ _id, walletId }));
  if (opened.length > 0) await rows.wallets.insertMany(opened, { session: tx });
  await saveCustomers(rows, set, tx);
  const writes = changes(set.instructions, before.instructions).map(([reference, instruction]) => ({
    instruction,
    isNew: !before.instructions.has(reference),
  }));
  await instructions.save(writes, tx);
  await rules.save(before.rules, set.rules, tx);
  const approvals = changes(set.approvals, before.approvals).map(([, one]) => one);
  if (set.canaries.length > 0) await rows.canaries.insertMany([...set.canaries], { session: tx });
  await saveApprovals(rows, { approvals, audit: set.audit }, tx);
}

const changes = <T>(now: ReadonlyMap<string, T>, before: ReadonlyMap<string, T>): [string, T][] =>
  [...now].filter(([id, one]) => one !== before.get(id));

async function saveCustomers(
  rows: Rows,
  { customers, before }: Loaded,
  session: ClientSession,
): Promise<void> {
  const writes = changes(customers, before.customers).map(
    ([_id, customer]): Write<CustomerRow> => ({
      replaceOne: { filter: { _id }, replacement: customer, upsert: true },
    }),
  );
  if (writes.length > 0) await rows.customers.bulkWrite(writes, { session });
}

/**
 * Every change of a ride or of a payment of it counts the ride's steps, so each write names the steps it was decided on.
 * Throws AKT_RIDE_GUARD when another has written since: the snapshot makes that impossible, and money wants two locks.
 */
async function saveRides(
  rows: Rows,
  changed: readonly Case[],
  { before }: Loaded,
  tx: ClientSession,
): Promise<void> {
  const writes = changed.flatMap(({ caseId, ride }) =>
    ride ? [rideWrite(ride, before.cases.get(caseId)?.ride)] : [],
  );
  if (writes.length === 0) return;
  const { matchedCount, insertedCount } = await rows.rides.bulkWrite(writes, { session: tx });
  if (matchedCount + insertedCount !== writes.length) {
    throw new Error(`AKT_RIDE_GUARD: ${matchedCount + insertedCount} of ${writes.length} rides`);
  }
}

function rideWrite(ride: Ride, before: Ride | undefined): Write<RideRow> {
  const row = { ...ride, _id: ride.rideId };
  if (!before) return { insertOne: { document: row } };
  return { replaceOne: { filter: { _id: row._id, steps: before.steps }, replacement: row } };
}

function paymentWrites(now: Case, before: Case | undefined): Write<PaymentRow>[] {
  const known = new Map(before?.payments.map((payment) => [payment.paymentId, payment]));
  return now.payments
    .filter((payment) => payment !== known.get(payment.paymentId))
    .map((payment) => paymentWrite(sound(payment), known.has(payment.paymentId)));
}

function paymentWrite(payment: Payment, isKnown: boolean): Write<PaymentRow> {
  const row = { ...payment, _id: payment.paymentId };
  if (!isKnown) return { insertOne: { document: row } };
  return { replaceOne: { filter: { _id: row._id }, replacement: row } };
}
