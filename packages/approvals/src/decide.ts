/** Asking for an act, approving and declining it. PURE. */
import {
  type Act,
  type Approval,
  type ApprovalMessage,
  type ApprovalStatus,
  type AuditRow,
  type Decision,
  type NewApproval,
  standingOf,
} from './approval.ts';

/** What a service says of its acts, each on the states that the message was loaded with. */
export interface ActRules<A extends Act> {
  readonly now: Date;
  /** What the act is about, for the audit. */
  subjectOf(act: A): string;
  /** Why the act cannot be done now, if so: the code of a problem. */
  unfit(act: A): string | undefined;
}

/**
 * - `refused`: by the code of a problem, and nothing is written.
 * - `already`: it was so before; the same answer again.
 * - `written`: to be stored, both in one transaction; and where the approval is now DONE, the act is to
 *   be done in that transaction too.
 */
export type Step<A extends Act> =
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'already' }
  | { readonly type: 'written'; readonly approval: Approval<A>; readonly audit: AuditRow };

/** `before`: the approval that the message names, as it is stored. */
export const stepOf = <A extends Act>(
  message: ApprovalMessage<A>,
  before: Approval<A> | undefined,
  rules: ActRules<A>,
): Step<A> =>
  message.type === 'ask'
    ? ask(message.approval, before, rules)
    : decide(message.decision, before, rules);

/** The approval that a message is about. */
export const approvalIdOf = <A extends Act>(message: ApprovalMessage<A>): string =>
  message.type === 'ask' ? message.approval.approvalId : message.decision.approvalId;

/** Asked twice under one id is asked once. What cannot be done is refused before anybody is bothered with it. */
function ask<A extends Act>(
  asked: NewApproval<A>,
  before: Approval<A> | undefined,
  rules: ActRules<A>,
): Step<A> {
  if (before) return ALREADY;
  const unfit = rules.unfit(asked.act);
  if (unfit !== undefined) return refused(unfit);
  const approval: Approval<A> = { ...asked, status: 'WAITING', askedAt: rules.now };
  const { askedBy: actor, reason } = asked;
  return {
    type: 'written',
    approval,
    audit: rowOf(approval, rules, { step: 'ASKED', actor, reason }),
  };
}

/** Decided again in the same way is done already; in another way it is refused by what it has become. */
function decide<A extends Act>(
  said: Decision,
  before: Approval<A> | undefined,
  rules: ActRules<A>,
): Step<A> {
  const { by, decision, reason } = said;
  if (!before) return refused('APPROVAL_NOT_FOUND');
  if (decision === 'APPROVE' && before.askedBy === by) return refused('APPROVAL_OWN');
  if (before.status !== 'WAITING') return again(decision, before);
  const approval = {
    ...before,
    ...ended(decision, before, rules),
    decidedBy: by,
    decidedAt: rules.now,
  };
  const row = { step: approval.status, actor: by, reason: reason ?? before.reason };
  return {
    type: 'written',
    approval: reason === undefined ? approval : { ...approval, decisionReason: reason },
    audit: rowOf(approval, rules, row),
  };
}

interface Ended {
  readonly status: Exclude<ApprovalStatus, 'WAITING'>;
  readonly refusal?: string;
}

function ended<A extends Act>(
  decision: Decision['decision'],
  before: Approval<A>,
  { now, unfit }: ActRules<A>,
): Ended {
  if (standingOf(before, now) === 'EXPIRED') return { status: 'EXPIRED' };
  if (decision === 'DECLINE') return { status: 'DECLINED' };
  const refusal = unfit(before.act);
  return refusal === undefined ? { status: 'DONE' } : { status: 'REFUSED', refusal };
}

function again<A extends Act>(decision: Decision['decision'], before: Approval<A>): Step<A> {
  const refusal = refusalTo(decision, before);
  return refusal === undefined ? ALREADY : refused(refusal);
}

/** What a decision on an approval that stands so is answered: undefined where it is as was decided, else the code of a problem. */
export function refusalTo<A extends Act>(
  decision: Decision['decision'],
  { status, refusal }: Approval<A>,
): string | undefined {
  switch (status) {
    case 'DONE':
      return decision === 'APPROVE' ? undefined : 'APPROVAL_DONE';
    case 'DECLINED':
      return decision === 'DECLINE' ? undefined : 'APPROVAL_DECLINED';
    case 'EXPIRED':
      return 'APPROVAL_EXPIRED';
    case 'REFUSED':
      return refusal;
    case 'WAITING':
      throw new Error('AKT_APPROVAL_UNDECIDED');
  }
}

const ALREADY = { type: 'already' } as const;

const refused = (code: string): { type: 'refused'; code: string } => ({ type: 'refused', code });

const rowOf = <A extends Act>(
  { approvalId, act }: Approval<A>,
  { now, subjectOf }: ActRules<A>,
  said: Pick<AuditRow, 'step' | 'actor' | 'reason'>,
): AuditRow => ({
  ...said,
  auditId: `${approvalId}/${said.step}`,
  at: now,
  act: act.type,
  subject: subjectOf(act),
  approvalId,
});
