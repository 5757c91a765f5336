/** An act is asked for, approved or declined; approved, it is done in the same transaction. PURE. */
import { approvalIdOf, type ApprovalMessage, stepOf } from '@angkutan/approvals';
import type { Act } from './act.ts';
import { asked, perform, subjectOf, unfit } from './acts.ts';
import type { Verdict } from './verdict.ts';
import type { Flow } from './working-set.ts';

export function decideAct(message: ApprovalMessage<Act>, flow: Flow): Verdict {
  const approvalId = approvalIdOf(message);
  const step = stepOf(message, flow.approval(approvalId), {
    now: flow.context.now,
    subjectOf,
    unfit: (act) => unfit(act, flow),
  });
  if (step.type === 'refused') return { status: 'refused', code: step.code, detail: approvalId };
  if (step.type === 'already') return flow.done();
  if (step.approval.status === 'DONE') perform(step.approval.act, flow, approvalId);
  if (message.type === 'ask') asked(step.approval.act, flow, step.approval.askedBy);
  flow.putApproval(step.approval);
  flow.audit(step.audit);
  return flow.done();
}
