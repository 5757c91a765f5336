/**
 * Acts of the wallet that move money and need a second person. PURE.
 * To add one: a member of `Act`, its cases in `acts.ts`, what it touches in `store/touched.ts`,
 * and why it can turn out undoable in the `refusals` of `start.ts`.
 */
import type { Rupiah } from '@angkutan/money';
import type { Resolution } from './break.ts';
import type { ResolveInstruction } from '@angkutan/approvals';

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

/** A break is what these say, in the way that two operators have chosen. */
export interface ResolveBreak {
  readonly type: 'RESOLVE_BREAK';
  readonly breakId: string;
  readonly resolution: Resolution;
  /** The break's key, account and amounts as they were when it was asked for: what the second person agrees to. */
  readonly key: string;
  readonly account: string;
  readonly ours: bigint;
  readonly theirs: bigint;
  /** Whose wallet it is, on a customer's account. */
  readonly walletId?: string;
}

/** The company gives up what a person owes. */
export interface WriteOffDebt {
  readonly type: 'WRITE_OFF_DEBT';
  readonly walletId: string;
  /** Of the oldest debts first, and no more than is owed. */
  readonly amount: Rupiah;
}

/** KEEP_CAPTURED: the money did move, and that is booked. RETURN: KasPro has brought it back, so it is let go. */
export const LATE_DECISIONS = ['KEEP_CAPTURED', 'RETURN'] as const;
export type LateDecision = (typeof LATE_DECISIONS)[number];

export interface ResolveLate {
  readonly type: 'RESOLVE_LATE';
  /** A payout's own, or that of the transfer and `.late`. */
  readonly requestId: string;
  readonly decision: LateDecision;
}

export type Act =
  ReturnSuspense | AssignSuspense | ResolveBreak | WriteOffDebt | ResolveLate | ResolveInstruction;
