import type { InstructionStore } from '@angkutan/instructions';
import type { RulesStore } from '@angkutan/rules-store';
import { loadApprovals } from '@angkutan/operator-desk';
import type { ClientSession } from 'mongoose';
import type { CashOut } from '../domain/cash-out.ts';
import type { Customer } from '../domain/customer.ts';
import type { Touched, WorkingSet } from '../working-set.ts';
import type { Rows } from './rows.ts';

export interface Stores {
  readonly rows: Rows;
  readonly instructions: InstructionStore;
  readonly rules: RulesStore;
}

/** A working set, and everything as it was when it was loaded: what differs at the end is saved. */
export interface Loaded extends WorkingSet {
  readonly before: { readonly [K in keyof WorkingSet]: Readonly<WorkingSet[K]> };
}

/** Reads what a group touches: one find per collection, each only where there is something to find. */
export async function loadWorkingSet(
  { rows, instructions: store, rules: table }: Stores,
  touched: readonly Touched[],
  tx: ClientSession,
): Promise<Loaded> {
  const approvalIds = unique(touched.flatMap(({ approvals: named = [] }) => named));
  const approvals = await loadApprovals(rows, approvalIds, tx);
  const references = unique([
    ...touched.flatMap(({ instructions = [] }) => instructions),
    ...[...approvals.values()].map(({ act }) => act.reference),
  ]);
  const sent = references.length === 0 ? [] : await store.load(references, tx);
  const ids = unique([
    ...touched.flatMap(({ cashOuts = [] }) => cashOuts),
    ...sent.map(({ requestId }) => requestId),
  ]);
  const people = unique(touched.flatMap(({ customers = [] }) => customers));
  const cashOuts = new Map((await findCashOuts(rows, ids, tx)).map((one) => [one.cashOutId, one]));
  const customers = new Map(
    (await findCustomers(rows, people, tx)).map((one) => [one.customerId, one]),
  );
  const instructions = new Map(sent.map((one) => [one.reference, one]));
  const rules = await table.load(tx);
  return {
    cashOuts: new Map(cashOuts),
    customers: new Map(customers),
    instructions: new Map(instructions),
    rules,
    approvals: new Map(approvals),
    audit: [],
    before: { cashOuts, customers, instructions, approvals, audit: [], rules },
  };
}

const WITHOUT_ID = { projection: { _id: 0 } } as const;

/** The cash-outs of these ids; those that are not there are not in the answer. */
export async function findCashOuts(
  { cashOuts }: Rows,
  ids: readonly string[],
  session?: ClientSession,
): Promise<CashOut[]> {
  if (ids.length === 0) return [];
  const options = { ...WITHOUT_ID, ...(session && { session }) };
  return await cashOuts.find({ _id: { $in: [...ids] } }, options).toArray();
}

/** The customers of these ids; those that nothing is known of are not in the answer. */
export async function findCustomers(
  { customers }: Rows,
  ids: readonly string[],
  session?: ClientSession,
): Promise<Customer[]> {
  if (ids.length === 0) return [];
  const options = { ...WITHOUT_ID, ...(session && { session }) };
  return await customers.find({ _id: { $in: [...ids] } }, options).toArray();
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
