/** The wallet's one work: every message that moves money or opens a wallet is decided and stored here. */
import {
  type Instruction,
  type InstructionStore,
  type Policy,
  ready,
  receive,
  type Signal,
} from '@angkutan/instructions';
import type { Context, Verdict as WorkVerdict, Work } from '@angkutan/messaging';
import type { ClientSession } from 'mongoose';
import { decide, type WalletMessage } from '../domain/decide.ts';
import type { Request } from '../domain/request.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Wallet } from '../domain/wallet.ts';
import {
  emptyStates,
  Flow,
  type FlowContext,
  merge,
  type States,
} from '../domain/working-set.ts';
import { shardName } from '@angkutan/ledger';
import { asTransfer, transferEnd } from './instruction-transfer.ts';
import { loadStates } from './load.ts';
import type { Rows } from './rows.ts';
import { type Changed, saveDeltas, savePostings, saveRequests, saveWallets } from './save.ts';

/** What KasPro's answer, enquiry or callback taught of an instruction. */
export interface SignalMessage {
  readonly type: 'signal';
  readonly reference: string;
  readonly signal: Signal;
}
export type ServiceMessage = WalletMessage | SignalMessage;

export interface Alarm {
  readonly code: string;
  readonly reference: string;
}

export interface Change {
  readonly states: States;
  readonly instruction?: Instruction;
  readonly replacement?: Instruction;
  readonly alarm?: Alarm;
}

export interface Loaded {
  readonly states: States;
  readonly walletsBefore: ReadonlyMap<string, Wallet>;
  readonly requestsBefore: ReadonlyMap<string, Request>;
  readonly instructions: Map<string, Instruction>;
  readonly touched: { wallets: Set<string>; requests: Set<string>; instructions: Set<string> };
  readonly replacements: Instruction[];
  now: Date;
}

export interface WalletWorkDeps {
  readonly rows: Rows;
  readonly instructions: InstructionStore;
  readonly policy: Policy;
  readonly holdExpiryMs: number;
}

export type WalletWork = Work<ServiceMessage, Loaded, Change>;

export function createWalletWork(deps: WalletWorkDeps): WalletWork {
  return {
    name: 'wallet',
    load: (messages, tx) => loadStates(deps, messages, tx),
    decide: (message, loaded, context) => decideOne(deps, message, loaded, context),
    evolve,
    save: (loaded, tx) => save(deps, loaded, tx),
  };
}

function decideOne(
  deps: WalletWorkDeps,
  message: ServiceMessage,
  loaded: Loaded,
  context: Context,
): WorkVerdict<Change> {
  const { now } = context;
  const flowContext = { now, shard: shardName(context.shard), holdExpiryMs: deps.holdExpiryMs };
  loaded.now = now;
  if (message.type === 'signal') return decideSignal(deps, message, loaded, flowContext);
  return wrap(decide(message, new Flow(loaded.states, flowContext)), {});
}

/** An instruction's own rules speak first; the domain hears only of transfers that came to an end. */
function decideSignal(
  deps: WalletWorkDeps,
  message: SignalMessage,
  loaded: Loaded,
  flowContext: FlowContext,
): WorkVerdict<Change> {
  const { reference } = message;
  const before = loaded.instructions.get(reference);
  if (!before) {
    return { status: 'refused', code: 'INSTRUCTION_UNKNOWN', detail: reference };
  }
  const { instruction, effect } = receive(before, message.signal, flowContext.now, deps.policy);
  switch (effect.type) {
    case 'none':
      return changed({ states: emptyStates(), instruction });
    case 'alarm':
      return changed({ states: emptyStates(), instruction, alarm: { code: effect.code, reference } });
    case 'replaced':
      return changed({ states: emptyStates(), instruction, replacement: effect.by });
    case 'confirmed':
    case 'rejected': {
      const end = transferEnd(asTransfer(instruction), effect);
      return wrap(decide({ type: 'transfer', end }, new Flow(loaded.states, flowContext)), {
        instruction,
      });
    }
  }
}

const changed = (change: Change): WorkVerdict<Change> => ({
  status: 'done',
  changes: [change],
  publish: [],
});

function wrap(verdict: Verdict, extra: Omit<Change, 'states'>): WorkVerdict<Change> {
  if (verdict.status !== 'done') return verdict;
  return { ...verdict, changes: verdict.changes.map((states) => ({ states, ...extra })) };
}

function evolve(loaded: Loaded, change: Change): void {
  const { touched } = loaded;
  merge(loaded.states, change.states);
  for (const id of change.states.wallets.keys()) touched.wallets.add(id);
  for (const id of change.states.requests.keys()) touched.requests.add(id);
  if (change.replacement) loaded.replacements.push(change.replacement);
  if (!change.instruction) return;
  loaded.instructions.set(change.instruction.reference, change.instruction);
  touched.instructions.add(change.instruction.reference);
}

async function save(deps: WalletWorkDeps, loaded: Loaded, tx: ClientSession): Promise<void> {
  const { rows } = deps;
  const { states, touched, now } = loaded;
  await saveWallets(rows, changesOf(touched.wallets, loaded.walletsBefore, states.wallets), tx);
  await saveRequests(rows, changesOf(touched.requests, loaded.requestsBefore, states.requests), tx);
  await savePostings(rows, states.postings, now, tx);
  await saveDeltas(rows, states.platform, tx);
  await deps.instructions.save(
    [
      ...[...touched.instructions].flatMap((reference) => {
        const instruction = loaded.instructions.get(reference);
        return instruction ? [{ instruction, isNew: false }] : [];
      }),
      ...loaded.replacements.map((instruction) => ({ instruction, isNew: true })),
      ...states.transfers.map(({ delayMs = 0, ...transfer }) => ({
        instruction: ready(transfer, new Date(now.getTime() + delayMs)),
        isNew: true,
      })),
    ],
    tx,
  );
}

function changesOf<T>(
  ids: ReadonlySet<string>,
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): Changed<T>[] {
  return [...ids].flatMap((id) => {
    const now = after.get(id);
    return now === undefined ? [] : [{ before: before.get(id), after: now }];
  });
}
