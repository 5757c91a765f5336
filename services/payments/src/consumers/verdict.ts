import type { Draft } from '@angkutan/events';
import { type Instruction, ready } from '@angkutan/instructions';
import type { Verdict } from '@angkutan/messaging';
import type { Decision } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';
import { type Progress, progressOf } from '../domain/progress.ts';
import { evolve, type CaseEvent, type Case } from '../domain/ride.ts';
import type { Change } from '../working-set.ts';
import { draftOf } from './drafts.ts';

type Done = Extract<Verdict<Change>, { status: 'done' }>;

/** The loop's verdict for a decision: a customer who may still become known is waited for, every other refusal is final. */
export function verdictOf(
  decision: Decision<CaseEvent>,
  state: Case,
  { now }: { readonly now: Date },
): Verdict<Change> {
  if (decision.accepted) return doneWith(decision.events, state, now);
  const { code, detail } = decision.rejection;
  return code === 'CUSTOMER_UNKNOWN'
    ? { status: 'wait', reason: code }
    : { status: 'refused', code, detail };
}

/** The events as changes, what each of them tells the platform, and what KasPro is to be told. */
export function doneWith(events: readonly CaseEvent[], before: Case, at: Date): Done {
  const { caseId } = before;
  const changes: Change[] = [];
  const publish: Draft[] = [];
  let state = before;
  for (const event of events) {
    const was = state;
    state = evolve(state, event, at);
    const progress = progressBy(event, was, state);
    changes.push({ of: 'case', caseId, event, at, ...(progress && { progress }) });
    if (!('paymentId' in event)) continue;
    const payment = state.payments.find((one) => one.paymentId === event.paymentId);
    const draft = payment && draftOf(payment, event);
    if (draft) publish.push(draft);
    if (payment && event.type === 'ORDERED') {
      changes.push({ of: 'instruction', instruction: instructionFor(payment, event, at) });
    }
  }
  return { status: 'done', changes, publish };
}

const progressBy = (event: CaseEvent, before: Case, after: Case): Progress | undefined =>
  'paymentId' in event ? progressOf(before, after, event.paymentId) : undefined;

/** It goes out once the transaction that held the payer's money is committed. */
const instructionFor = (
  { paymentId, payerId, amount }: Payment,
  { partnerReference: reference }: { readonly partnerReference: string },
  at: Date,
): Instruction =>
  ready(
    { reference, requestId: paymentId, purpose: 'QRIS', from: payerId, to: 'merchant', amount },
    at,
  );
