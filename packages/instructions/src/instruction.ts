/**
 * The life of one transfer at the provider, PURE.
 *
 *   READY ──claim──▶ SENDING ──▶ CONFIRMED | REJECTED            (final)
 *     ▲                │  └────▶ IN_PROCESS | UNKNOWN ──▶ CONFIRMED | REJECTED | REPLACED | MANUAL
 *     └──not done──────┘
 *
 *   REJECTED | REPLACED ──success after all──▶ LATE_SUCCESS         (final; the owner is told once)
 *
 * - READY is committed before the first byte leaves, with a reference that never changes.
 * - A claim moves READY to SENDING by compare-and-set. A sender that dies leaves SENDING behind;
 *   when its lease ends the transfer is UNKNOWN, for it may have been sent.
 * - UNKNOWN and IN_PROCESS end only by the provider's word: a callback, a status answer, the statement.
 * - REPLACED: never acknowledged, not found after the provider's processing window and absent from the
 *   statement. A new attempt has a new reference.
 * - MANUAL: no word for too long; an operator decides. A later word of the provider still counts.
 * - LATE_SUCCESS: the money left although we had let go of it; an operator decides what it becomes.
 * - Where the provider takes a fee on top, a success without its fee is IN_PROCESS until an enquiry has
 *   read the fee: what left the account is the amount and the fee.
 */
import type { Rupiah } from '@angkutan/money';

export type InstructionStatus =
  | 'READY'
  | 'SENDING'
  | 'IN_PROCESS'
  | 'UNKNOWN'
  | 'CONFIRMED'
  | 'REJECTED'
  | 'REPLACED'
  | 'LATE_SUCCESS'
  | 'MANUAL';

/** What the provider says of a transfer beside its outcome; each as far as it said so. */
export interface Told {
  readonly providerReference?: string;
  /** What it takes on top of the amount. */
  readonly serviceFee?: Rupiah;
  /** Until when cash waits at a store. By our clock it only starts an enquiry. */
  readonly expiresAt?: Date;
}

/** One call to the provider about a transfer: when it was made, and how long the answer took. */
export interface Made {
  readonly doing: 'SEND' | 'ENQUIRE';
  readonly at: Date;
  readonly ms: number;
  /** Of the provider's answer; absent when none came, nothing was asked, or it was made before this was kept. */
  readonly httpStatus?: number;
}

/** A call and what it taught, such as `OK`, `REFUSED 120001`, `UNKNOWN TIMEOUT`. */
export interface Call extends Made {
  readonly outcome: string;
}

export interface Instruction extends Told {
  /** The partner reference: unique at the provider, made before the first byte leaves. */
  readonly reference: string;
  readonly requestId: string;
  /** What the owner wants it for; opaque here. */
  readonly purpose: string;
  /** A walletId, or 'escrow' or 'corporate'; the owner resolves it to an account when sending. */
  readonly from: string;
  readonly to: string;
  readonly amount: Rupiah;
  readonly status: InstructionStatus;
  /** 1 for the first reference of this transfer. */
  readonly attempt: number;
  /** The provider has said that it has it: from then on NOT_FOUND means nothing. */
  readonly acknowledged: boolean;
  readonly sentAt?: Date;
  readonly enquiries: number;
  /** When a worker should look at it next: send, or enquire. */
  readonly nextAt: Date;
  readonly reason?: string;
  /** The calls that were made about it, the first and the latest of them; at most `CALLS_KEPT_MAX`. */
  readonly calls?: readonly Call[];
  /** The trace of what it was ordered for; calls, answers and callbacks go on in it. */
  readonly traceparent?: string;
}

/** What is learnt of an instruction, from whichever side; `made`: by a call of ours. */
export type Signal = Word & { readonly made?: Made };

type Word =
  | ({ readonly type: 'ok' } & Told)
  | { readonly type: 'refused'; readonly code: number; readonly message: string }
  /** Taken on: from now on only a final word ends it. The code opens a till, so it is never kept here. */
  | ({ readonly type: 'in-process'; readonly withdrawalCode?: string } & Told)
  | { readonly type: 'unknown'; readonly cause: string }
  /** Surely not done (maintenance, breaker open before sending): the same reference goes again. */
  | { readonly type: 'not-done'; readonly retryAfterMs: number }
  /** The status enquiry says NOT_FOUND and the statement has no such line. */
  | { readonly type: 'absent' }
  /** An enquiry was made and taught nothing: the provider did not say, or, with a cause, was not heard. */
  | { readonly type: 'still-open'; readonly cause?: string };

export type Effect =
  | { readonly type: 'none' }
  /** The provider has it. Told again as often as the provider says so. */
  | { readonly type: 'in-process'; readonly withdrawalCode?: string }
  | { readonly type: 'confirmed' }
  | { readonly type: 'rejected'; readonly code: number; readonly message: string }
  | { readonly type: 'replaced'; readonly by: Instruction }
  /** A success after we let go, told once: the owner holds the money again, and people decide. */
  | { readonly type: 'late-success' }
  /** A failure after a success, or no word for too long: money is never invented; people look. */
  | { readonly type: 'alarm'; readonly code: 'AKT_OUTCOME_CONFLICT' | 'AKT_OUTCOME_OVERDUE' };

export interface Policy {
  /** The provider's processing window: NOT_FOUND within it says nothing. */
  readonly processingWindowMs: number;
  /** Pauses between enquiries; the last one repeats. */
  readonly enquiryPausesMs: readonly number[];
  /** Without a final word for this long, after the code's expiry where there is one, an operator is asked. */
  readonly manualAfterMs: number;
  /** The provider takes a fee on top: a success counts once that fee is known. */
  readonly takesFee?: boolean;
}

export const ENQUIRY_PAUSES_MS: readonly number[] = [
  5_000, 10_000, 20_000, 40_000, 60_000, 300_000,
];

export type Order = Pick<
  Instruction,
  'reference' | 'requestId' | 'purpose' | 'from' | 'to' | 'amount'
> & { readonly attempt?: number };

/** It in the trace that ordered it. The first one stays: a later answer does not order it anew. */
export const orderedIn = (instruction: Instruction, traceparent?: string): Instruction =>
  traceparent === undefined ? instruction : { traceparent, ...instruction };

/** A new instruction, to be written in the transaction that decides on it. */
export const ready = (order: Order, now: Date): Instruction => ({
  attempt: 1,
  ...order,
  status: 'READY',
  acknowledged: false,
  enquiries: 0,
  nextAt: now,
});
