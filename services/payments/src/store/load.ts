import type { ClientSession } from 'mongoose';
import type { Payment } from '../domain/payment.ts';
import { newCase, type RideCase } from '../domain/ride.ts';
import type { WorkingSet } from '../domain/working-set.ts';
import { sound, type Rows } from './rows.ts';

/** A working set, and the cases as they were when it was loaded: what differs at the end is saved. */
export interface Loaded extends WorkingSet {
  readonly before: ReadonlyMap<string, RideCase>;
  readonly walletsBefore: ReadonlySet<string>;
}

/** Reads what a group touches: one find per collection, each only where there is something to find. */
export async function loadWorkingSet(
  rows: Rows,
  touched: { readonly rides: ReadonlySet<string>; readonly wallets: ReadonlySet<string> },
  tx: ClientSession,
): Promise<Loaded> {
  const cases = await findCases(rows, [...touched.rides], tx);
  const keys = [...touched.wallets];
  const known =
    keys.length === 0
      ? []
      : await rows.wallets.find({ _id: { $in: keys } }, { session: tx }).toArray();
  const wallets = new Map(known.map(({ _id, walletId }) => [_id, walletId]));
  return { cases: new Map(cases), wallets, before: cases, walletsBefore: new Set(wallets.keys()) };
}

/** The rides with their payments, by ride id; rides that nothing is known of are not in the answer. */
export async function findCases(
  rows: Rows,
  rideIds: readonly string[],
  tx?: ClientSession,
): Promise<Map<string, RideCase>> {
  if (rideIds.length === 0) return new Map();
  const options = { projection: { _id: 0 }, ...(tx && { session: tx }) };
  const rides = await rows.rides.find({ _id: { $in: [...rideIds] } }, options).toArray();
  if (rides.length === 0) return new Map();
  const found = rides.map(({ rideId }) => rideId);
  const payments = await rows.payments.find({ reference: { $in: found } }, options).toArray();
  const ofRide = Map.groupBy(payments.map(sound), ({ reference }) => reference);
  return new Map(
    rides.map((ride) => {
      const own = (ofRide.get(ride.rideId) ?? []).toSorted(byFirstStep);
      return [ride.rideId, { ...newCase(ride.rideId), ride, payments: own }];
    }),
  );
}

const byFirstStep = (a: Payment, b: Payment): number => firstStep(a) - firstStep(b);

const firstStep = ({ timeline }: Payment): number => timeline[0]?.step ?? 0;
