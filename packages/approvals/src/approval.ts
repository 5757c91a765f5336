/**
 * An act that needs a second person. PURE.
 *
 *   WAITING ──another operator approves──▶ DONE, or REFUSED when it can no longer be done
 *     │ └─────anybody declines, also the one who asked──▶ DECLINED
 *     └───────decided on after APPROVAL_TTL_MS──▶ EXPIRED
 *
 * - It is asked for by one operator with a reason, and done once, in the transaction of the approval.
 * - What it does, and when it cannot be done, its service says (`ActRules`).
 * - Nobody's clock ends it: it is too late when somebody decides too late, and says so by name.
 */

/** What is to be done, as its service describes it: plain data that can be stored. */
export interface Act {
  readonly type: string;
}

export interface NewApproval<A extends Act> {
  readonly approvalId: string;
  readonly act: A;
  readonly reason: string;
  /** The operator's `sub`. */
  readonly askedBy: string;
  /** The trace of the asking; what is done when it is approved goes on in it. */
  readonly traceparent?: string;
}

export type ApprovalStatus = 'WAITING' | 'DONE' | 'REFUSED' | 'DECLINED' | 'EXPIRED';

export interface Approval<A extends Act> extends NewApproval<A> {
  readonly status: ApprovalStatus;
  readonly askedAt: Date;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  /** What the one who decided gave as reason. */
  readonly decisionReason?: string;
  /** Why it could no longer be done. */
  readonly refusal?: string;
}

/** The second person's word. */
export interface Decision {
  readonly approvalId: string;
  readonly by: string;
  readonly decision: 'APPROVE' | 'DECLINE';
  /** Required to decline. */
  readonly reason?: string;
}

/** How operators' acts reach the one work of a service. */
export type ApprovalMessage<A extends Act> =
  | { readonly type: 'ask'; readonly approval: NewApproval<A> }
  | { readonly type: 'decide'; readonly decision: Decision };

/** One line of who did what and why; append-only. */
export interface AuditRow {
  /** Unique: of an approval, its id and the step. */
  readonly auditId: string;
  readonly at: Date;
  readonly actor: string;
  readonly step: 'ASKED' | Exclude<ApprovalStatus, 'WAITING'>;
  readonly act: string;
  readonly subject: string;
  readonly reason: string;
  /** Absent where one person was enough. */
  readonly approvalId?: string;
}

/** An act of last week was agreed on with last week's facts in mind. */
export const APPROVAL_TTL_MS = 7 * 86_400_000;

/** From when on it can only expire. */
export const expiryOf = ({ askedAt }: { readonly askedAt: Date }): Date =>
  new Date(askedAt.getTime() + APPROVAL_TTL_MS);

/** How it stands: one that waited too long has expired, although nobody has said so yet. */
export const standingOf = <A extends Act>(approval: Approval<A>, now: Date): ApprovalStatus =>
  approval.status === 'WAITING' && now >= expiryOf(approval) ? 'EXPIRED' : approval.status;
