/** What KasPro taught of an instruction, and what that means for its payment. */
import { type Effect, type Instruction, receive, type Signal } from '@angkutan/instructions';
import type { Verdict } from '@angkutan/messaging';
import { ZERO } from '@angkutan/money';
import { doneWith } from './consumers/verdict.ts';
import { decideProviderWord, type ProviderWord } from './domain/provider-word.ts';
import { caseIdOf } from './domain/ride.ts';
import { reasonOf } from './gateways/refusals.ts';
import { caseOf, type Change, type Situation } from './working-set.ts';

/** The instruction's own rules speak first; the payment hears of what they make of it. */
export function decideSignal(
  before: Instruction,
  signal: Signal,
  { set, now, policy }: Situation,
): Verdict<Change> {
  const { instruction, effect } = receive(before, signal, now, policy);
  const own: Change[] = [{ of: 'instruction', instruction }];
  if (effect.type === 'replaced') own.push({ of: 'instruction', instruction: effect.by });
  const paymentId = instruction.requestId;
  const state = caseOf(set, caseIdOf(paymentId) ?? paymentId);
  const payment = state.payments.find((one) => one.paymentId === paymentId);
  const word = wordOf(instruction, effect);
  if (!word || !payment) return { status: 'done', changes: own, publish: [] };
  const { changes, publish } = doneWith(decideProviderWord(payment, word, now), state, now);
  return { status: 'done', changes: [...own, ...changes], publish };
}

function wordOf(instruction: Instruction, effect: Effect): ProviderWord | undefined {
  const { providerReference = '', serviceFee = ZERO } = instruction;
  switch (effect.type) {
    case 'none':
      return undefined;
    case 'in-process':
      return { type: 'TAKEN_ON' };
    case 'confirmed':
      return { type: 'PAID', providerReference, serviceFee };
    case 'rejected':
      return { type: 'REFUSED', ...reasonOf(effect) };
    case 'replaced':
      return { type: 'SENT_AGAIN', partnerReference: effect.by.reference };
    case 'late-success':
      return { type: 'PAID_LATE' };
    case 'alarm':
      return { type: 'UNCLEAR', reason: effect.code, detail: instruction.reference };
  }
}
