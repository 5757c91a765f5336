/** Reads every state that a group of messages touches: one find a collection. */
import { ROLES, walletIdOf } from '@angkutan/ledger';
import type { Instruction, InstructionStore } from '@angkutan/instructions';
import type { AnyEvent } from '@angkutan/events';
import type { ClientSession } from 'mongoose';
import { openingReference } from '../domain/opening.ts';
import { captureReference, type Request } from '../domain/request.ts';
import { payerOf } from '../domain/take-payment.ts';
import { emptyStates, ESCROW, type States } from '../domain/working-set.ts';
import { type Rows, toWallet } from './rows.ts';
import type { ServiceMessage } from '../service-message.ts';
import type { Wallet } from '../domain/wallet.ts';

export interface WalletStores {
  readonly rows: Rows;
  readonly instructions: InstructionStore;
}

/** The working set: states as they were found, and what the group makes of them. */
export interface Loaded {
  readonly states: States;
  readonly walletsBefore: ReadonlyMap<string, Wallet>;
  readonly requestsBefore: ReadonlyMap<string, Request>;
  readonly instructions: Map<string, Instruction>;
  readonly touched: { wallets: Set<string>; requests: Set<string>; instructions: Set<string> };
  readonly replacements: Instruction[];
  now: Date;
}

interface Touched {
  readonly requests: Set<string>;
  readonly wallets: Set<string>;
  readonly journal: Set<string>;
  readonly instructions: Set<string>;
}

export async function loadStates(
  { rows, instructions: store }: WalletStores,
  messages: readonly ServiceMessage[],
  tx: ClientSession,
): Promise<Loaded> {
  const touched: Touched = {
    requests: new Set(),
    wallets: new Set(),
    journal: new Set(),
    instructions: new Set(),
  };
  for (const message of messages) touchedBy(message, touched);
  const instructions =
    touched.instructions.size === 0 ? [] : await store.load([...touched.instructions], tx);
  for (const instruction of instructions) touchedByInstruction(instruction, touched);
  const requests = await findRequests(rows, touched.requests, tx);
  for (const request of requests.values()) touchedByRequest(request, touched);
  const states = emptyStates();
  const walletRows = await rows.wallets
    .find({ _id: { $in: [...touched.wallets] } }, { session: tx })
    .toArray();
  for (const row of walletRows) states.wallets.set(row._id, toWallet(row));
  for (const [id, request] of requests) states.requests.set(id, request);
  for (const id of await existing(rows, touched.journal, tx)) states.journalled.add(id);
  return {
    states,
    walletsBefore: new Map(states.wallets),
    requestsBefore: requests,
    instructions: new Map(instructions.map((one) => [one.reference, one])),
    touched: { wallets: new Set(), requests: new Set(), instructions: new Set() },
    replacements: [],
    now: new Date(0),
  };
}

function touchedBy(message: ServiceMessage, touched: Touched): void {
  switch (message.type) {
    case 'event':
      touchedByEvent(message.event, touched);
      break;
    case 'customer':
      touched.wallets.add(message.wallet.walletId);
      break;
    case 'top-up':
      touched.journal.add(`TOP_UP/${message.topUp.providerReference}`);
      if (message.topUp.walletId !== undefined) touched.wallets.add(message.topUp.walletId);
      break;
    case 'opening':
      touched.journal.add(openingReference(message.opening));
      break;
    case 'transfer':
      break;
    case 'expire':
      touched.requests.add(message.requestId);
      break;
    case 'signal':
      touched.instructions.add(message.reference);
      break;
  }
}

function touchedByEvent(event: AnyEvent, touched: Touched): void {
  switch (event.type) {
    case 'PaymentRequested': {
      const { paymentId, payerId, kind, reference, splits } = event.data;
      touched.requests.add(paymentId);
      touched.wallets.add(payerOf({ kind, payerId }));
      touched.journal.add(captureReference({ kind, reference, requestId: paymentId }));
      for (const split of splits) touched.wallets.add(split.walletId);
      break;
    }
    case 'PaymentCaptureRequested':
      touched.requests.add(event.data.paymentId);
      for (const split of event.data.splits) touched.wallets.add(split.walletId);
      break;
    case 'PaymentVoidRequested':
      touched.requests.add(event.data.paymentId);
      break;
    case 'CustomerUpgraded':
      for (const role of ROLES) touched.wallets.add(walletIdOf(event.data.customerId, role));
      break;
    default:
      break;
  }
}

function touchedByInstruction(instruction: Instruction, touched: Touched): void {
  touched.requests.add(instruction.requestId);
  for (const party of [instruction.from, instruction.to]) {
    if (party !== ESCROW) touched.wallets.add(party);
  }
}

function touchedByRequest(request: Request, touched: Touched): void {
  touched.wallets.add(request.payer);
  touched.journal.add(captureReference(request));
  // The capture that follows a collection credits the payees' dues.
  if (request.status !== 'COLLECTING') return;
  for (const share of request.order?.shares ?? []) touched.wallets.add(share.walletId);
}

async function findRequests(
  rows: Rows,
  ids: ReadonlySet<string>,
  session: ClientSession,
): Promise<Map<string, Request>> {
  if (ids.size === 0) return new Map();
  const found = await rows.requests.find({ _id: { $in: [...ids] } }, { session }).toArray();
  return new Map(found.map((row) => [row._id, row]));
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
