/** The one way in which requests, events and KasPro's words change this service's database. */
import type { Policy } from '@angkutan/instructions';
import type { Verdict, Work } from '@angkutan/messaging';
import { inForce } from '@angkutan/rules';
import { decideEvent, touchedByEvent } from './consumers/consumed.ts';
import { decideAct } from './decide-act.ts';
import { decideSignal } from './decide-signal.ts';
import { decideRequest } from './domain/decide.ts';
import type { Request } from './domain/cash-out.ts';
import type { ServiceMessage } from './service-message.ts';
import { type Loaded, loadWorkingSet, type Stores } from './store/load.ts';
import { saveWorkingSet } from './store/save.ts';
import { happened } from './verdict.ts';
import { applyChange, type Change, type Situation, type Touched } from './working-set.ts';

export interface CashOutWorkDeps extends Stores {
  readonly policy: Policy;
}

export type CashOutWork = Work<ServiceMessage, Loaded, Change>;

export const createCashOutWork = (deps: CashOutWorkDeps): CashOutWork => ({
  name: 'cash-out',
  load: (messages, tx) => loadWorkingSet(deps, messages.map(touchedBy), tx),
  decide: (message, set, { now }) => decideOne(message, { set, now, policy: deps.policy }),
  continues,
  evolve: applyChange,
  save: (set, tx) => saveWorkingSet(deps, set, tx),
});

/** A word on a payout goes on in the trace of who ordered it, a decision in that of who asked. */
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
    case 'request': {
      const { cashOutId, customerId } = message.request;
      return { cashOuts: [cashOutId], customers: [customerId] };
    }
    case 'event':
      return touchedByEvent(message.event);
    case 'signal':
      return { instructions: [message.reference] };
    case 'ask': {
      const { approvalId, act } = message.approval;
      return { approvals: [approvalId], instructions: [act.reference] };
    }
    case 'decide':
      return { approvals: [message.decision.approvalId] };
  }
}

function decideOne(message: ServiceMessage, situation: Situation): Verdict<Change> {
  switch (message.type) {
    case 'request':
      return decideAsked(message.request, situation);
    case 'event':
      return decideEvent(message.event, situation);
    case 'ask':
    case 'decide':
      return decideAct(message, situation);
    case 'signal': {
      const { reference, signal } = message;
      const instruction = situation.set.instructions.get(reference);
      if (!instruction)
        return { status: 'refused', code: 'INSTRUCTION_UNKNOWN', detail: reference };
      return decideSignal(instruction, signal, situation);
    }
  }
}

function decideAsked(request: Request, { set, now }: Situation): Verdict<Change> {
  const { cashOutId, customerId } = request;
  const before = set.cashOuts.get(cashOutId);
  const rules = inForce(set.rules, now);
  const knowledge = { cashOut: before, customer: set.customers.get(customerId), rules };
  const decision = decideRequest(request, knowledge);
  return decision.accepted
    ? happened({ cashOutId, before, at: now }, decision.events)
    : { status: 'refused', ...decision.rejection };
}
