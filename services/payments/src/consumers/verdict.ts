import type { Draft } from '@angkutan/events';
import type { Verdict } from '@angkutan/messaging';
import type { Decision } from '../domain/facts.ts';
import { evolve, type CaseEvent, type Case } from '../domain/ride.ts';
import type { Change } from '../domain/working-set.ts';
import type { Moment } from './consumer.ts';
import { draftOf } from './drafts.ts';

/** The loop's verdict for a decision: a customer who may still become known is waited for, every other refusal is final. */
export function verdictOf(
  decision: Decision<CaseEvent>,
  state: Case,
  { now }: Moment,
): Verdict<Change> {
  if (decision.accepted) return doneWith(decision.events, state, now);
  const { code, detail } = decision.rejection;
  return code === 'CUSTOMER_UNKNOWN'
    ? { status: 'wait', reason: code }
    : { status: 'refused', code, detail };
}

/** The events as changes, and what each of them tells the platform. */
export function doneWith(events: readonly CaseEvent[], before: Case, at: Date): Verdict<Change> {
  const { caseId } = before;
  const publish: Draft[] = [];
  let state = before;
  for (const event of events) {
    state = evolve(state, event, at);
    if (!('paymentId' in event)) continue;
    const payment = state.payments.find((one) => one.paymentId === event.paymentId);
    const draft = payment && draftOf(payment, event);
    if (draft) publish.push(draft);
  }
  const changes = events.map((event): Change => ({ of: 'case', caseId, event, at }));
  return { status: 'done', changes, publish };
}
