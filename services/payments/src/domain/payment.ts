import { minus, type Rupiah, ZERO } from '@angkutan/money';
import type { Charge } from './charge.ts';
import type { AlertCode } from './codes.ts';
import type { TimelineEntry } from './timeline.ts';

/**
 * One payment, from the request to its end.
 *
 *   REQUESTED (LATER) ─▶ HELD ─▶ capture ordered ─▶ SETTLED, or OUTSTANDING ─▶ SETTLED
 *        │                │ └──▶ void ordered ────▶ VOIDED
 *        ▼                └── hold expired ───────▶ VOIDED
 *      FAILED (the hold was refused)
 *   REQUESTED (NOW) ──▶ SETTLED, or OUTSTANDING ─▶ SETTLED
 *
 * SETTLED, FAILED and VOIDED are final, but that a settled payment whose whole amount was given back is REFUNDED;
 * OUTSTANDING ends when the payer's debt is collected.
 */
export type Payment = Terms &
  (
    | { readonly status: 'REQUESTED' }
    | Held
    | { readonly status: 'SETTLED' | 'REFUNDED'; readonly settledAt: Date }
    | { readonly status: 'OUTSTANDING'; readonly outstanding: Rupiah }
    | { readonly status: 'FAILED' | 'VOIDED'; readonly reason: string }
  );

export type Status = Payment['status'];

interface Held {
  readonly status: 'HELD';
  readonly holdId: string;
  /** What the wallet holds, whatever the capture will take. */
  readonly held: Rupiah;
  /** What we have told the wallet to do with the hold. */
  readonly ordered: 'NOTHING' | 'CAPTURE' | 'VOID';
  /** Why it is being voided. */
  readonly reason?: string;
}

/** `amount` is what a hold reserves until a capture is ordered, then what is paid; the splits sum to it or are not known yet. */
/** What a merchant is to be paid by its code; amount and tip together are the payment's amount. */
export interface QrisOrder {
  /** The code as it was scanned: KasPro reads it again. */
  readonly content: string;
  readonly amount: Rupiah;
  readonly tip: Rupiah;
}

export interface Terms extends Charge {
  readonly paymentId: string;
  /** The case that the payment belongs to: the ride that it is for, or its own id. */
  readonly reference: string;
  readonly capture: 'NOW' | 'LATER';
  /** References at KasPro, in the order in which the wallet named them. */
  readonly partnerReferences: readonly string[];
  /** What the payer owed when a part of the debt was last collected; it may be told before the transfer is. */
  readonly remaining?: Rupiah;
  /** What the company gave up of the debt: nobody paid it, so nobody gets it back. */
  readonly writtenOff?: Rupiah;
  /** Customers whom it pays, where no ride names them. */
  readonly payeeIds?: readonly string[];
  readonly qris?: QrisOrder;
  /** What refunds have given back of it. */
  readonly refundedAmount?: Rupiah;
  /** What the payer wrote to the payee, sealed: people write names there. */
  readonly sealedNote?: string;
  readonly timeline: readonly TimelineEntry[];
}

/** What happens to a payment. */
export type PaymentEvent = { readonly paymentId: string } & (
  | (Charge & {
      type: 'REQUESTED';
      reference: string;
      capture: 'NOW' | 'LATER';
      /** Why a refund was given; for its story. */
      reason?: string;
      sealedNote?: string;
      payeeIds?: readonly string[];
      qris?: QrisOrder;
    })
  | { type: 'HELD'; holdId: string; amount: Rupiah; partnerReferences: readonly string[] }
  | (Pick<Charge, 'amount' | 'splits' | 'rulesVersion'> & { type: 'CAPTURE_ORDERED' })
  | { type: 'VOID_ORDERED'; reason: string }
  | {
      type: 'SETTLED';
      settledAt: Date;
      partnerReferences: readonly string[];
      /** Where this service has told KasPro itself: KasPro's reference, and what it took of the payer beside. */
      providerReference?: string;
      serviceFee?: Rupiah;
    }
  /** KasPro is to be told, under this reference. */
  | { type: 'ORDERED'; partnerReference: string }
  /** KasPro has taken it on; how it ends comes later. */
  | { type: 'SUBMITTED' }
  | { type: 'SENT_AGAIN'; partnerReference: string }
  | { type: 'LATE_SUCCESS'; amount: Rupiah }
  | { type: 'OUTSTANDING'; amount: Rupiah; partnerReferences: readonly string[] }
  | { type: 'DEBT_COLLECTED'; amount: Rupiah; remaining: Rupiah }
  /** Nobody paid it: the company gave it up. */
  | { type: 'DEBT_WRITTEN_OFF'; amount: Rupiah; remaining: Rupiah }
  | { type: 'REST_RETURNED'; amount: Rupiah }
  | { type: 'REFUNDED'; amount: Rupiah }
  | { type: 'VOIDED'; reason: string }
  | { type: 'FAILED'; reason: string; detail: string }
  | { type: 'ALERTED'; reason: AlertCode; detail: string }
);

/** What the payer still owes of it. */
export const outstandingOf = (payment: Payment): Rupiah =>
  payment.status === 'OUTSTANDING' ? payment.outstanding : ZERO;

/** What its payer has paid or still owes of it. */
export const paidOf = ({ amount, writtenOff = ZERO }: Payment): Rupiah => minus(amount, writtenOff);

/** What refunds have given back of it. */
export const refundedOf = (payment: Payment): Rupiah => payment.refundedAmount ?? ZERO;
