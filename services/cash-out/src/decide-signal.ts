/** What KasPro taught of an instruction, and what that means for its cash-out. */
import { type Effect, type Instruction, receive, type Signal } from '@angkutan/instructions';
import type { Verdict } from '@angkutan/messaging';
import { decideOutcome, type Outcome } from './domain/decide.ts';
import { ImpossibleState } from './domain/codes.ts';
import { reasonOf } from './gateways/refusals.ts';
import { happened } from './verdict.ts';
import type { Change, Situation } from './working-set.ts';

/** The instruction's own rules speak first; the cash-out hears of what they make of it. */
export function decideSignal(
  before: Instruction,
  signal: Signal,
  { set, now, policy }: Situation,
): Verdict<Change> {
  const { instruction, effect } = receive(before, signal, now, policy);
  const own: Change[] = [{ of: 'instruction', instruction }];
  if (effect.type === 'replaced') own.push({ of: 'instruction', instruction: effect.by });
  const outcome = outcomeOf(instruction, effect);
  if (!outcome) return { status: 'done', changes: own, publish: [] };
  const cashOutId = instruction.requestId;
  const cashOut = set.cashOuts.get(cashOutId);
  if (!cashOut) throw new ImpossibleState(`a signal for ${cashOutId}, which is not there`);
  const verdict = happened(
    { cashOutId, before: cashOut, at: now },
    decideOutcome(cashOut, outcome),
  );
  if (verdict.status !== 'done') return verdict;
  return { ...verdict, changes: [...own, ...verdict.changes] };
}

function outcomeOf(instruction: Instruction, effect: Effect): Outcome | undefined {
  const { providerReference = '', serviceFee, expiresAt } = instruction;
  switch (effect.type) {
    case 'none':
      return undefined;
    case 'in-process': {
      const { withdrawalCode: sealedCode } = effect;
      return {
        type: 'TAKEN_ON',
        providerReference,
        ...(sealedCode !== undefined && { sealedCode }),
        ...(expiresAt !== undefined && { expiresAt }),
      };
    }
    case 'confirmed':
      if (serviceFee === undefined) throw new ImpossibleState('a success whose fee nobody knows');
      return { type: 'SETTLED', providerReference, serviceFee };
    case 'rejected':
      return { type: 'FAILED', ...reasonOf(effect) };
    case 'replaced':
      return { type: 'SENT_AGAIN', partnerReference: effect.by.reference };
    case 'late-success':
      return { type: 'LATE_SUCCESS', providerReference, serviceFee };
    case 'alarm':
      return { type: 'ALERTED', reason: effect.code, detail: instruction.reference };
  }
}
