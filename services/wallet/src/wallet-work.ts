/** The wallet's one work: every message that moves money or opens a wallet is decided and stored here. */
import { isResolution, resolutionSignal } from '@angkutan/approvals';
import {
  type Instruction,
  orderedIn,
  type Policy,
  receive,
  type SignalMessage,
} from '@angkutan/instructions';
import { accountId, type Posting, shardName } from '@angkutan/ledger';
import type { Context, Move, Verdict as WorkVerdict, Work } from '@angkutan/messaging';
import { inForce, type Rules, type RulesTold, withVersion } from '@angkutan/rules';
import { decide } from './domain/decide.ts';
import type { DepositMinima } from './domain/deposit.ts';
import type { Transfer } from './domain/transfer.ts';
import type { Verdict } from './domain/verdict.ts';
import { emptyStates, Flow, type FlowContext, merge, type States } from './domain/working-set.ts';
import type { ServiceMessage } from './service-message.ts';
import { asTransfer, transferEnd } from './store/instruction-transfer.ts';
import { type Loaded, loadStates, type WalletStores } from './store/load.ts';
import { saveLoaded } from './store/save-loaded.ts';

export interface Change {
  readonly states: States;
  readonly instruction?: Instruction;
  readonly replacement?: Instruction;
  /** The versions of the rules with one that was told. */
  readonly rules?: readonly Rules[];
}

export interface WalletWorkDeps extends WalletStores {
  readonly policy: Policy;
  readonly holdExpiryMs: number;
  readonly depositMinima: DepositMinima;
}

export type WalletWork = Work<ServiceMessage, Loaded, Change>;

export function createWalletWork(deps: WalletWorkDeps): WalletWork {
  return {
    name: 'wallet',
    // Events and KasPro's answers are about the same wallets.
    exclusive: true,
    load: (messages, tx) => loadStates(deps, messages, tx),
    decide: (message, loaded, context) => decideOne(deps, message, loaded, context),
    continues,
    evolve,
    save: (loaded, tx) => saveLoaded(deps, loaded, tx),
    moves: ({ states }) => [...states.postings.map(shown), ...states.transfers.map(asMove)],
  };
}

const shown = ({ reference, legs }: Posting): Move => ({
  reference,
  legs: legs.map(({ account, amount }) => ({ account: accountId(account), amount })),
});

/** A transfer at KasPro, as people are shown it: its legs post when it is confirmed. */
const asMove = ({ purpose, reference, from, to, amount }: Transfer): Move => ({
  reference: `${purpose} ${reference}`,
  legs: [
    { account: from, amount: -amount },
    { account: to, amount },
  ],
});

/** A decision goes on in the trace of who asked for the act. */
const continues = (message: ServiceMessage, { states }: Loaded): string | undefined =>
  message.type === 'decide'
    ? states.approvals.get(message.decision.approvalId)?.traceparent
    : undefined;

function decideOne(
  deps: WalletWorkDeps,
  message: ServiceMessage,
  loaded: Loaded,
  context: Context,
): WorkVerdict<Change> {
  const { now } = context;
  const { holdExpiryMs, depositMinima } = deps;
  const rules = inForce(loaded.rules, now);
  const shard = shardName(context.shard);
  const flowContext = { now, shard, holdExpiryMs, depositMinima, rules };
  loaded.now = now;
  if (message.type === 'event' && message.event.type === 'RulesVersionAdded') {
    return learn(loaded.rules, message.event.data, now);
  }
  if (message.type === 'signal') return decideSignal(deps, message, loaded, flowContext);
  const verdict = wrap(decide(message, new Flow(loaded.states, flowContext)), {});
  const ended = resolvedBy(verdict);
  return ended ? joined(verdict, decideSignal(deps, ended, loaded, flowContext)) : verdict;
}

/** How a silent transfer ended, where this very message is the second person's word on it. */
function resolvedBy(verdict: WorkVerdict<Change>): SignalMessage | undefined {
  if (verdict.status !== 'done') return undefined;
  const approvals = verdict.changes.flatMap(({ states }) => [...states.approvals.values()]);
  const act = approvals.find((one) => one.status === 'DONE')?.act;
  if (!act || !isResolution(act)) return undefined;
  return { type: 'signal', reference: act.reference, signal: resolutionSignal(act) };
}

/** Both or neither: the word of two people and what follows from it. */
const joined = (first: WorkVerdict<Change>, then: WorkVerdict<Change>): WorkVerdict<Change> =>
  first.status === 'done' && then.status === 'done'
    ? {
        status: 'done',
        changes: [...first.changes, ...then.changes],
        publish: [...first.publish, ...then.publish],
      }
    : then;

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
    case 'in-process':
      return changed({ states: emptyStates(), instruction });
    case 'late-success': {
      const late = { type: 'late-transfer', transfer: asTransfer(instruction) } as const;
      return wrap(decide(late, new Flow(loaded.states, flowContext)), { instruction });
    }
    case 'alarm':
      return changed({
        states: { ...emptyStates(), alarms: [{ code: effect.code, reference }] },
        instruction,
      });
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

/** A version is known before it counts; one that is heard of later is an alarm: decisions were made without it. */
function learn(known: readonly Rules[], told: RulesTold, now: Date): WorkVerdict<Change> {
  const rules = withVersion(known, told);
  const isLate = rules !== known && told.validFrom < now.getTime();
  const alarms = isLate ? [{ code: 'AKT_RULES_LATE', reference: told.version }] : [];
  return changed({ states: { ...emptyStates(), alarms }, rules });
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

/** The states that are written where a message has changed them. */
const CHANGING = ['wallets', 'requests', 'topUps', 'approvals', 'breaks'] as const;

function evolve(loaded: Loaded, change: Change, trace: string): void {
  const { touched } = loaded;
  merge(loaded.states, change.states);
  for (const kind of CHANGING) {
    for (const id of change.states[kind].keys()) touched[kind].add(id);
  }
  if (change.rules) loaded.rules = change.rules;
  for (const { reference } of change.states.transfers) loaded.orderedIn.set(reference, trace);
  if (change.replacement) {
    loaded.replacements.push(orderedIn(change.replacement, trace));
  }
  if (!change.instruction) return;
  loaded.instructions.set(change.instruction.reference, change.instruction);
  loaded.states.instructions.set(change.instruction.reference, change.instruction);
  touched.instructions.add(change.instruction.reference);
}
