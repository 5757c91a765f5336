/** An act of an operator: asked for, declined, or approved and done in the same transaction. */
import {
  approvalIdOf,
  type ApprovalMessage,
  resolutionSignal,
  resolutionUnfit,
  stepOf,
} from '@angkutan/approvals';
import type { Verdict } from '@angkutan/messaging';
import { inForce } from '@angkutan/rules';
import { NOTHING } from './consumers/consumer.ts';
import { doneWith } from './consumers/verdict.ts';
import { decideSignal } from './decide-signal.ts';
import { type Act, subjectOf } from './domain/act.ts';
import type { Command, CommandDecision } from './domain/commands.ts';
import { decideCommand } from './domain/decide-command.ts';
import { caseOf, type Change, type Situation, walletsOf } from './working-set.ts';

export function decideAct(message: ApprovalMessage<Act>, situation: Situation): Verdict<Change> {
  const { set, now } = situation;
  const approvalId = approvalIdOf(message);
  const step = stepOf(inFull(message, situation), set.approvals.get(approvalId), {
    now,
    subjectOf,
    unfit: (act) => unfit(act, situation),
  });
  if (step.type === 'refused') return { status: 'refused', code: step.code, detail: approvalId };
  if (step.type === 'already') return NOTHING;
  const { approval, audit } = step;
  const done = approval.status === 'DONE' ? perform(approval.act, situation) : NOTHING;
  if (done.status !== 'done') return done;
  return { ...done, changes: [{ of: 'approval', approval, audit }, ...done.changes] };
}

/** A refund of all that is left is asked for as a number: what the second person approves must not grow or shrink. */
function inFull(message: ApprovalMessage<Act>, situation: Situation): ApprovalMessage<Act> {
  if (message.type !== 'ask' || message.approval.act.type !== 'REFUND') return message;
  const { approval } = message;
  const decision = decideOnCase(message.approval.act, situation);
  const [event] = decision.accepted ? decision.events : [];
  if (event?.type !== 'REQUESTED') return message;
  return {
    ...message,
    approval: { ...approval, act: { ...message.approval.act, amount: event.amount } },
  };
}

function unfit(act: Act, situation: Situation): string | undefined {
  if (act.type === 'REFUND') {
    const decision = decideOnCase(act, situation);
    return decision.accepted ? undefined : decision.refusal;
  }
  return resolutionUnfit(situation.set.instructions.get(act.reference));
}

function perform(act: Act, situation: Situation): Verdict<Change> {
  if (act.type === 'REFUND') return decideAsked(act, situation);
  const instruction = situation.set.instructions.get(act.reference);
  return instruction ? decideSignal(instruction, resolutionSignal(act), situation) : NOTHING;
}

/** What somebody asks of a case, by HTTP or by an approved act. */
export function decideAsked(command: Command, situation: Situation): Verdict<Change> {
  const decision = decideOnCase(command, situation);
  return decision.accepted
    ? doneWith(decision.events, caseOf(situation.set, command.caseId), situation.now)
    : { status: 'refused', code: decision.refusal, detail: String(decision.limit ?? '') };
}

function decideOnCase(command: Command, { set, now }: Situation): CommandDecision {
  const tierOf = (customerId: string) => set.customers.get(customerId)?.tier;
  const rules = inForce(set.rules, now);
  const knowledge = { walletOf: walletsOf(set), tierOf, rules, now };
  return decideCommand(command, caseOf(set, command.caseId), knowledge);
}
