/** The one way in which events, commands and KasPro's words change this service's database. */
import type { Policy } from '@angkutan/instructions';
import type { Verdict, Work } from '@angkutan/messaging';
import { decideEvent, touchedByEvent } from './consumers/consumed.ts';
import { decideAct, decideAsked } from './decide-act.ts';
import { decideRules } from './decide-rules.ts';
import { decideSignal } from './decide-signal.ts';
import type { ServiceMessage } from './service-message.ts';
import { type Loaded, loadWorkingSet, type Stores } from './store/load.ts';
import { saveWorkingSet } from './store/save.ts';
import { partiesOf, touchedByAct, touchedByCommand } from './touched.ts';
import { applyChange, type Change, type Situation, type Touched } from './working-set.ts';

export interface PaymentsWorkDeps extends Stores {
  readonly policy: Policy;
  /** How long before its start a version of the rules must be added. */
  readonly rulesLeadMs: number;
}

export type PaymentsWork = Work<ServiceMessage, Loaded, Change>;

export const createPaymentsWork = (deps: PaymentsWorkDeps): PaymentsWork => ({
  name: 'payments',
  load: (messages, tx) =>
    loadWorkingSet(deps, { touched: messages.map(touchedBy), partiesOf, touchedByAct }, tx),
  decide: (message, set, { now }) =>
    decideOne(message, { set, now, policy: deps.policy, rulesLeadMs: deps.rulesLeadMs }),
  continues,
  evolve: applyChange,
  save: (set, tx) => saveWorkingSet(deps, set, tx),
});

/** A word on a transfer goes on in the trace of who ordered it, a decision in that of who asked. */
function continues(message: ServiceMessage, set: Loaded): string | undefined {
  switch (message.type) {
    case 'decide':
      return set.approvals.get(message.decision.approvalId)?.traceparent;
    case 'event':
      if (message.event.type !== 'ProviderTransactionReported') return undefined;
      return set.instructions.get(message.event.data.partnerReference)?.traceparent;
    default:
      return undefined;
  }
}

function touchedBy(message: ServiceMessage): Touched {
  switch (message.type) {
    case 'event':
      return touchedByEvent(message.event);
    case 'command':
      return touchedByCommand(message.command);
    case 'signal':
      return { instructions: [message.reference] };
    case 'rules':
      return {};
    case 'ask': {
      const { approvalId, act } = message.approval;
      return { ...touchedByAct(act), approvals: [approvalId] };
    }
    case 'decide':
      return { approvals: [message.decision.approvalId] };
  }
}

function decideOne(message: ServiceMessage, situation: Situation): Verdict<Change> {
  switch (message.type) {
    case 'event':
      return decideEvent(message.event, situation);
    case 'command':
      return decideAsked(message.command, situation);
    case 'rules':
      return decideRules(message.asked, situation);
    case 'ask':
    case 'decide':
      return decideAct(message, situation);
    case 'signal': {
      const { reference, signal } = message;
      const instruction = situation.set.instructions.get(reference);
      return instruction
        ? decideSignal(instruction, signal, situation)
        : { status: 'refused', code: 'INSTRUCTION_UNKNOWN', detail: reference };
    }
  }
}
