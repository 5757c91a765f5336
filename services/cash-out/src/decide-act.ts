/** Two operators' word on a payout of which KasPro says nothing: asked for, declined, or approved and done at once. */
import {
  approvalIdOf,
  type ApprovalMessage,
  type ResolveInstruction,
  resolutionSignal,
  resolutionUnfit,
  stepOf,
} from '@angkutan/approvals';
import type { Verdict } from '@angkutan/messaging';
import { decideSignal } from './decide-signal.ts';
import { NOTHING } from './verdict.ts';
import type { Change, Situation } from './working-set.ts';

export function decideAct(
  message: ApprovalMessage<ResolveInstruction>,
  situation: Situation,
): Verdict<Change> {
  const { set, now } = situation;
  const approvalId = approvalIdOf(message);
  const step = stepOf(message, set.approvals.get(approvalId), {
    now,
    subjectOf: ({ reference }) => reference,
    unfit: ({ reference }) => resolutionUnfit(set.instructions.get(reference)),
  });
  if (step.type === 'refused') return { status: 'refused', code: step.code, detail: approvalId };
  if (step.type === 'already') return NOTHING;
  const { approval, audit } = step;
  const done = approval.status === 'DONE' ? resolve(approval.act, situation) : NOTHING;
  if (done.status !== 'done') return done;
  return { ...done, changes: [{ of: 'approval', approval, audit }, ...done.changes] };
}

function resolve(act: ResolveInstruction, situation: Situation): Verdict<Change> {
  const instruction = situation.set.instructions.get(act.reference);
  return instruction ? decideSignal(instruction, resolutionSignal(act), situation) : NOTHING;
}
