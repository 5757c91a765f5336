import type { InstructionStore } from '@angkutan/instructions';
import type { RulesStore } from '@angkutan/rules-store';
import { loadApprovals } from '@angkutan/operator-desk';
import type { ClientSession } from 'mongoose';
import type { Act } from '../domain/act.ts';
import type { Payment } from '../domain/payment.ts';
import { caseIdOf, type Case } from '../domain/ride.ts';
import type { Customer, Touched, WorkingSet } from '../working-set.ts';
import { sound, type Rows } from './rows.ts';

export interface Stores {
  readonly rows: Rows;
  readonly instructions: InstructionStore;
  readonly rules: RulesStore;
}

/** A working set, and everything as it was when it was loaded: what differs at the end is saved. */
export interface Loaded extends WorkingSet {
  readonly before: { readonly [K in keyof WorkingSet]: Readonly<WorkingSet[K]> };
}

interface Wanted {
  readonly touched: readonly Touched[];
  /** Wallets that are known only once the case is there. */
  readonly partiesOf: (state: Case) => readonly string[];
  /** What is known only once the approval is there. */
  readonly touchedByAct: (act: Act) => Touched;
}

/** Reads what a group touches: one find per collection, each only where there is something to find. */
export async function loadWorkingSet(
  { rows, instructions: store, rules }: Stores,
  { touched: named, partiesOf, touchedByAct }: Wanted,
  tx: ClientSession,
): Promise<Loaded> {
  const approvals = await loadApprovals(
    rows,
    named.flatMap((one) => one.approvals ?? []),
    tx,
  );
  const touched = [...named, ...[...approvals.values()].map(({ act }) => touchedByAct(act))];
  const references = unique(touched.flatMap((one) => one.instructions ?? []));
  const known = references.length === 0 ? [] : await store.load(references, tx);
  const caseIds = [
    ...touched.map(({ caseId }) => caseId),
    ...known.map(({ requestId }) => caseIdOf(requestId)),
  ];
  const cases = await findCases(rows, unique(caseIds), tx);
  const withParties = touched.flatMap(({ caseId = '', parties }) =>
    parties ? (cases.get(caseId) ?? []) : [],
  );
  const keys = [
    ...touched.flatMap((one) => one.wallets ?? []),
    ...withParties.flatMap((one) => partiesOf(one)),
  ];
  const set: WorkingSet = {
    cases,
    wallets: await findWallets(rows, unique(keys), tx),
    customers: await findCustomers(rows, unique(touched.flatMap((one) => one.customers ?? [])), tx),
    instructions: new Map(known.map((one) => [one.reference, one])),
    rules: await rules.load(tx),
    approvals,
    audit: [],
    canaries: [],
  };
  return { ...copyOf(set), before: set };
}

const copyOf = ({
  cases,
  wallets,
  customers,
  instructions,
  approvals,
  rules,
}: WorkingSet): WorkingSet => ({
  cases: new Map(cases),
  wallets: new Map(wallets),
  customers: new Map(customers),
  instructions: new Map(instructions),
  rules,
  approvals: new Map(approvals),
  audit: [],
  canaries: [],
});

const unique = (ids: readonly (string | undefined)[]): string[] => [
  ...new Set(ids.filter((id) => id !== undefined)),
];

async function findWallets(
  { wallets }: Rows,
  keys: readonly string[],
  session: ClientSession,
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const found = await wallets.find({ _id: { $in: [...keys] } }, { session }).toArray();
  return new Map(found.map(({ _id, walletId }) => [_id, walletId]));
}

/** What is known of customers, by id. */
export async function findCustomers(
  { customers }: Rows,
  ids: readonly string[],
  session?: ClientSession,
): Promise<Map<string, Customer>> {
  if (ids.length === 0) return new Map();
  const options = session ? { session } : {};
  const found = await customers.find({ _id: { $in: [...ids] } }, options).toArray();
  return new Map(found.map(({ _id, ...customer }) => [_id, customer]));
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
