/** Reads every state that a group of messages touches: one find a collection. */
import { samePerson } from '@angkutan/ledger';
import type { Instruction, InstructionStore } from '@angkutan/instructions';
import { loadApprovals } from '@angkutan/operator-desk';
import type { Rules } from '@angkutan/rules';
import type { RulesStore } from '@angkutan/rules-store';
import type { ClientSession } from 'mongoose';
import type { Request } from '../domain/request.ts';
import { emptyStates, type States } from '../domain/working-set.ts';
import { loadBreaks } from './load-breaks.ts';
import { type Rows, toWallet } from './rows.ts';
import type { ServiceMessage } from '../service-message.ts';
import type { Wallet } from '../domain/wallet.ts';
import { touchedBy, touchedByInstruction, touchedByRequest } from './touched.ts';
import { touchedByAct, type Touched } from './touched-by-act.ts';

export interface WalletStores {
  readonly rows: Rows;
  readonly instructions: InstructionStore;
  readonly rules: RulesStore;
}

/** The working set: states as they were found, and what the group makes of them. */
export interface Loaded {
  readonly states: States;
  readonly walletsBefore: ReadonlyMap<string, Wallet>;
  readonly requestsBefore: ReadonlyMap<string, Request>;
  readonly instructions: Map<string, Instruction>;
  readonly touched: Changes;
  readonly replacements: Instruction[];
  /** The trace of the message that ordered a new transfer, by its reference. */
  readonly orderedIn: Map<string, string>;
  /** The versions of the rules that were added, in the order of their starts. */
  rules: readonly Rules[];
  readonly rulesBefore: readonly Rules[];
  now: Date;
}

/** Ids of the states that the group has changed. */
interface Changes {
  readonly wallets: Set<string>;
  readonly requests: Set<string>;
  readonly topUps: Set<string>;
  readonly approvals: Set<string>;
  readonly breaks: Set<string>;
  readonly instructions: Set<string>;
}

const noChanges = (): Changes => ({
  wallets: new Set(),
  requests: new Set(),
  topUps: new Set(),
  approvals: new Set(),
  breaks: new Set(),
  instructions: new Set(),
});

export async function loadStates(
  { rows, instructions: store, rules: table }: WalletStores,
  messages: readonly ServiceMessage[],
  tx: ClientSession,
): Promise<Loaded> {
  const touched = touchedBy(messages);
  const states = emptyStates();
  for (const [id, approval] of await loadApprovals(rows, [...touched.approvals], tx)) {
    touchedByAct(approval.act, touched);
    states.approvals.set(id, approval);
  }
  const instructions =
    touched.instructions.size === 0 ? [] : await store.load([...touched.instructions], tx);
  for (const instruction of instructions) {
    touchedByInstruction(instruction, touched);
    states.instructions.set(instruction.reference, instruction);
  }
  await loadTopUps(rows, touched, { states, session: tx });
  const requests = await findRequests(rows, touched.requests, tx);
  for (const request of requests.values()) touchedByRequest(request, touched);
  await loadBreaks(rows, touched.breaks, { states, session: tx });
  const walletRows = await rows.wallets
    .find({ _id: { $in: walletsOfPersons(touched.wallets) } }, { session: tx })
    .toArray();
  for (const row of walletRows) states.wallets.set(row._id, toWallet(row));
  for (const [id, request] of requests) states.requests.set(id, request);
  for (const id of await existing(rows, touched.journal, tx)) states.journalled.add(id);
  const rules = await table.load(tx);
  return {
    states,
    rules,
    rulesBefore: rules,
    walletsBefore: new Map(states.wallets),
    requestsBefore: requests,
    instructions: new Map(instructions.map((one) => [one.reference, one])),
    touched: noChanges(),
    replacements: [],
    orderedIn: new Map(),
    now: new Date(0),
  };
}

/** Limits are a person's: whoever touches one wallet decides with all of them in sight. */
const walletsOfPersons = (walletIds: ReadonlySet<string>): string[] => [
  ...new Set([...walletIds].flatMap((walletId) => samePerson(walletId))),
];

async function findRequests(
  rows: Rows,
  ids: ReadonlySet<string>,
  session: ClientSession,
): Promise<Map<string, Request>> {
  if (ids.size === 0) return new Map();
  const found = await rows.requests.find({ _id: { $in: [...ids] } }, { session }).toArray();
  return new Map(found.map((row) => [row._id, row]));
}

async function loadTopUps(
  rows: Rows,
  touched: Touched,
  { states, session }: { readonly states: States; readonly session: ClientSession },
): Promise<void> {
  const { topUps } = touched;
  if (topUps.size === 0) return;
  for (const row of await rows.topUps.find({ _id: { $in: [...topUps] } }, { session }).toArray()) {
    if ('walletId' in row) touched.wallets.add(row.walletId);
    states.topUps.set(row._id, row);
  }
}

async function existing(
  rows: Rows,
  references: ReadonlySet<string>,
  session: ClientSession,
): Promise<string[]> {
  if (references.size === 0) return [];
  const found = await rows.journal
    .find({ _id: { $in: [...references] } }, { session, projection: { _id: 1 } })
    .toArray();
  return found.map((row) => row._id);
}
