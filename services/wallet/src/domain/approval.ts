/**
 * An act that moves money and needs a second person. PURE.
 *
 *   WAITING ──another operator approves──▶ DONE, or REFUSED when it can no longer be done
 *
 * An act is asked for by one operator with a reason, and done once, in the transaction of the approval.
 * To add one: a member of `Act`, its case in `acts.ts`, what it touches in `store/touched.ts`.
 */
import type { Rupiah } from '@angkutan/money';

/** Money in suspense that was given back to its sender, at the bank or by KasPro, under that reference. */
export interface ReturnSuspense {
  readonly type: 'RETURN_SUSPENSE';
  /** KasPro's reference of the top-up. */
  readonly suspenseId: string;
  /** Whose suspense it is; absent: money of a number that is nobody's. */
  readonly holder?: string;
  readonly amount: Rupiah;
  readonly outsideReference: string;
}

/** Money in suspense belongs to this wallet. */
export interface AssignSuspense {
  readonly type: 'ASSIGN_SUSPENSE';
  readonly suspenseId: string;
  readonly holder?: string;
  readonly walletId: string;
}

export type Act = ReturnSuspense | AssignSuspense;

export interface NewApproval {
  readonly approvalId: string;
  readonly act: Act;
  readonly reason: string;
  /** The operator's `sub`. */
  readonly askedBy: string;
}

export interface Approval extends NewApproval {
  readonly status: 'WAITING' | 'DONE' | 'REFUSED';
  readonly askedAt: Date;
  readonly decidedBy?: string;
  readonly decidedAt?: Date;
  /** Why it could no longer be done. */
  readonly refusal?: string;
}

/** One line of who did what and why; append-only. */
export interface AuditRow {
  /** Unique: the approval and its step. */
  readonly auditId: string;
  readonly at: Date;
  readonly actor: string;
  readonly step: 'ASKED' | 'DONE' | 'REFUSED';
  readonly act: string;
  readonly subject: string;
  readonly reason: string;
  readonly approvalId: string;
}
