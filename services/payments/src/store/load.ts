import type { ClientSession } from 'mongoose';
import type { Payment } from '../domain/payment.ts';
import type { Case } from '../domain/ride.ts';
import type { Customer, TouchedByAll, WorkingSet } from '../domain/working-set.ts';
import { sound, type Rows } from './rows.ts';

/** A working set, and what was there when it was loaded: what differs at the end is saved. */
export interface Loaded extends WorkingSet {
  readonly before: ReadonlyMap<string, Case>;
  readonly walletsBefore: ReadonlySet<string>;
  readonly customersBefore: ReadonlyMap<string, Customer>;
}

/** Reads what a group touches: one find per collection, each only where there is something to find. */
export async function loadWorkingSet(
  rows: Rows,
  touched: TouchedByAll,
  tx: ClientSession,
): Promise<Loaded> {
  const cases = await findCases(rows, [...touched.cases], tx);
  return await withPeople(rows, cases, touched, tx);
}

/** The working set of these cases with the wallets and customers that are touched. */
export async function withPeople(
  rows: Rows,
  cases: ReadonlyMap<string, Case>,
  touched: Pick<TouchedByAll, 'wallets' | 'customers'>,
  session: ClientSession,
): Promise<Loaded> {
  const keys = [...touched.wallets];
  const known =
    keys.length === 0 ? [] : await rows.wallets.find({ _id: { $in: keys } }, { session }).toArray();
  const ids = [...touched.customers];
  const people =
    ids.length === 0 ? [] : await rows.customers.find({ _id: { $in: ids } }, { session }).toArray();
  const wallets = new Map(known.map(({ _id, walletId }) => [_id, walletId]));
  const customers = new Map(people.map(({ _id, ...customer }) => [_id, customer]));
  return {
    cases: new Map(cases),
    wallets,
    customers,
    before: cases,
    walletsBefore: new Set(wallets.keys()),
    customersBefore: new Map(customers),
  };
}

/** The cases by their id; those that nothing is known of are not in the answer. */
export async function findCases(
  rows: Rows,
  caseIds: readonly string[],
  tx?: ClientSession,
): Promise<Map<string, Case>> {
  if (caseIds.length === 0) return new Map();
  const options = { projection: { _id: 0 }, ...(tx && { session: tx }) };
  const ids = { $in: [...caseIds] };
  const rides = await rows.rides.find({ _id: ids }, options).toArray();
  const payments = await rows.payments.find({ reference: ids }, options).toArray();
  const rideOf = new Map(rides.map((ride) => [ride.rideId, ride]));
  const paymentsOf = Map.groupBy(payments.map(sound), ({ reference }) => reference);
  const known = new Set([...rideOf.keys(), ...paymentsOf.keys()]);
  return new Map(
    [...known].map((caseId) => {
      const ride = rideOf.get(caseId);
      const own = (paymentsOf.get(caseId) ?? []).toSorted(byFirstStep);
      return [caseId, { caseId, payments: own, ...(ride && { ride }) }];
    }),
  );
}

const byFirstStep = (a: Payment, b: Payment): number => firstStep(a) - firstStep(b);

const firstStep = ({ timeline }: Payment): number => timeline[0]?.step ?? 0;
