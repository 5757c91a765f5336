/** Asking for an act that moves money, and approving it. PURE. */
import { perform, subjectOf, unfit } from './acts.ts';
import type { Approval, AuditRow, NewApproval } from './approval.ts';
import type { Verdict } from './verdict.ts';
import type { Flow } from './working-set.ts';

/** Asked twice under one id is asked once. What cannot be done is refused before anybody is bothered with it. */
export function askApproval(asked: NewApproval, flow: Flow): Verdict {
  const { approvalId, act } = asked;
  if (flow.approval(approvalId)) return flow.done();
  const reason = unfit(act, flow);
  if (reason) return refused(reason, approvalId);
  const approval: Approval = { ...asked, status: 'WAITING', askedAt: flow.context.now };
  flow.putApproval(approval);
  flow.audit(rowOf(approval, 'ASKED', asked.askedBy, flow));
  return flow.done();
}

/** Does the act, once. Approved again it is done already; by whom it was asked for, it is refused. */
export function approve(approvalId: string, by: string, flow: Flow): Verdict {
  const approval = flow.approval(approvalId);
  if (!approval) return refused('APPROVAL_NOT_FOUND', approvalId);
  if (approval.askedBy === by) return refused('APPROVAL_OWN', approvalId);
  if (approval.status !== 'WAITING') return flow.done();
  const refusal = unfit(approval.act, flow);
  if (!refusal) perform(approval.act, flow, approvalId);
  const status = refusal ? 'REFUSED' : 'DONE';
  const decided = { decidedBy: by, decidedAt: flow.context.now, ...(refusal && { refusal }) };
  flow.putApproval({ ...approval, ...decided, status });
  flow.audit(rowOf(approval, status, by, flow));
  return flow.done();
}

const refused = (code: string, detail: string): Verdict => ({ status: 'refused', code, detail });

const rowOf = (
  { approvalId, act, reason }: Approval,
  step: AuditRow['step'],
  actor: string,
  flow: Flow,
): AuditRow => ({
  auditId: `${approvalId}/${step}`,
  at: flow.context.now,
  actor,
  step,
  act: act.type,
  subject: subjectOf(act),
  reason,
  approvalId,
});
