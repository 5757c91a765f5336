import { ZERO, type Rupiah } from '@angkutan/money';
import type { Charge } from './charge.ts';
import { ImpossibleState, type AlertCode } from './codes.ts';
import { entryOf, type Stamp, type TimelineEntry } from './timeline.ts';

/**
 * One payment, from the request to its end.
 *
 *   REQUESTED (LATER) ─▶ HELD ─▶ capture ordered ─▶ SETTLED, or OUTSTANDING ─▶ SETTLED
 *        │                │ └──▶ void ordered ────▶ VOIDED
 *        ▼                └── hold expired ───────▶ VOIDED
 *      FAILED (the hold was refused)
 *   REQUESTED (NOW) ──▶ SETTLED, or OUTSTANDING ─▶ SETTLED
 *
 * SETTLED, FAILED and VOIDED are final here; OUTSTANDING ends when the payer's debt is collected.
 */
export type Payment = Terms &
  (
    | { readonly status: 'REQUESTED' }
    | Held
    | { readonly status: 'SETTLED'; readonly settledAt: Date }
    | { readonly status: 'OUTSTANDING'; readonly outstanding: Rupiah }
    | { readonly status: 'FAILED' | 'VOIDED'; readonly reason: string }
    | { readonly status: 'REFUNDED'; readonly refundedAmount: Rupiah }
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
interface Terms extends Charge {
  readonly paymentId: string;
  /** The ride that the payment is for. */
  readonly reference: string;
  readonly capture: 'NOW' | 'LATER';
  /** References at KasPro, in the order in which the wallet named them. */
  readonly partnerReferences: readonly string[];
  /** What the payer owed when a part of the debt was last collected; it may be told before the transfer is. */
  readonly remaining?: Rupiah;
  readonly timeline: readonly TimelineEntry[];
}

/** What happens to a payment. */
export type PaymentEvent = { readonly paymentId: string } & (
  | (Charge & { type: 'REQUESTED'; reference: string; capture: 'NOW' | 'LATER' })
  | { type: 'HELD'; holdId: string; amount: Rupiah; partnerReferences: readonly string[] }
  | (Pick<Charge, 'amount' | 'splits' | 'rulesVersion'> & { type: 'CAPTURE_ORDERED' })
  | { type: 'VOID_ORDERED'; reason: string }
  | { type: 'SETTLED'; settledAt: Date; partnerReferences: readonly string[] }
  | { type: 'OUTSTANDING'; amount: Rupiah; partnerReferences: readonly string[] }
  | { type: 'DEBT_COLLECTED'; amount: Rupiah; remaining: Rupiah }
  | { type: 'REST_RETURNED'; amount: Rupiah }
  | { type: 'VOIDED'; reason: string }
  | { type: 'FAILED'; reason: string; detail: string }
  | { type: 'ALERTED'; reason: AlertCode; detail: string }
);

type Requested = Extract<PaymentEvent, { type: 'REQUESTED' }>;
type Later = Exclude<PaymentEvent, { type: 'REQUESTED' }>;

const OPEN: readonly Status[] = ['REQUESTED', 'HELD'];
const ANY: readonly Status[] = [...OPEN, 'SETTLED', 'OUTSTANDING', 'FAILED', 'VOIDED', 'REFUNDED'];

/** In which states an event can happen at all. `decide` never offers another; a stored stream must not either. */
const HAPPENS_IN: Readonly<Record<Later['type'], readonly Status[]>> = {
  HELD: ['REQUESTED'],
  CAPTURE_ORDERED: ['HELD'],
  VOID_ORDERED: ['HELD'],
  SETTLED: [...OPEN, 'OUTSTANDING'],
  OUTSTANDING: OPEN,
  DEBT_COLLECTED: [...OPEN, 'OUTSTANDING'],
  REST_RETURNED: ['HELD', 'SETTLED', 'OUTSTANDING'],
  VOIDED: OPEN,
  FAILED: OPEN,
  ALERTED: ANY,
};

/**
 * The payment after an event.
 * @throws ImpossibleState when the payment is not in a state in which that happens: a bug, never a business case.
 */
export function evolvePayment(
  payment: Payment | undefined,
  event: PaymentEvent,
  stamp: Stamp,
): Payment {
  if (event.type === 'REQUESTED') {
    if (payment) throw impossible(payment, event);
    return requested(event, stamp);
  }
  if (!payment || !HAPPENS_IN[event.type].includes(payment.status))
    throw impossible(payment, event);
  const timeline = [...payment.timeline, entryOf(event, stamp)];
  return apply({ ...payment, timeline }, event);
}

const requested = ({ type, ...terms }: Requested, stamp: Stamp): Payment => ({
  ...terms,
  status: 'REQUESTED',
  partnerReferences: [],
  timeline: [entryOf({ type, amount: terms.amount }, stamp)],
});

function apply(payment: Payment, event: Later): Payment {
  const terms = termsOf(payment);
  switch (event.type) {
    case 'HELD':
      return {
        ...withReferences(terms, event),
        status: 'HELD',
        holdId: event.holdId,
        held: event.amount,
        ordered: 'NOTHING',
      };
    case 'CAPTURE_ORDERED':
    case 'VOID_ORDERED':
      return ordered(payment, event);
    case 'SETTLED':
      return { ...withReferences(terms, event), status: 'SETTLED', settledAt: event.settledAt };
    case 'OUTSTANDING':
      return {
        ...withReferences(terms, event),
        status: 'OUTSTANDING',
        outstanding: event.amount,
      };
    case 'DEBT_COLLECTED':
      return {
        ...payment,
        remaining: event.remaining,
        ...(payment.status === 'OUTSTANDING' && { outstanding: event.remaining }),
      };
    case 'VOIDED':
    case 'FAILED':
      return { ...terms, status: event.type, reason: event.reason };
    case 'REST_RETURNED':
    case 'ALERTED':
      return payment;
  }
}

function ordered(
  payment: Payment,
  event: Extract<Later, { type: 'CAPTURE_ORDERED' | 'VOID_ORDERED' }>,
): Payment {
  if (payment.status !== 'HELD') throw impossible(payment, event);
  if (event.type === 'VOID_ORDERED') return { ...payment, ordered: 'VOID', reason: event.reason };
  const { amount, splits, rulesVersion } = event;
  return {
    ...payment,
    ordered: 'CAPTURE',
    amount,
    splits,
    ...(rulesVersion !== undefined && { rulesVersion }),
  };
}

/** What every state has; the fields of the former state must not live on in the next one. */
function termsOf(payment: Payment): Terms {
  const { paymentId, reference, kind, payerId, amount, splits, capture } = payment;
  const { partnerReferences, timeline, rulesVersion, remaining } = payment;
  const terms = { paymentId, reference, kind, payerId, amount, splits, capture };
  return {
    ...terms,
    partnerReferences,
    timeline,
    ...(rulesVersion !== undefined && { rulesVersion }),
    ...(remaining !== undefined && { remaining }),
  };
}

const withReferences = (
  terms: Terms,
  told: { readonly partnerReferences: readonly string[] },
): Terms => ({
  ...terms,
  partnerReferences: [...new Set([...terms.partnerReferences, ...told.partnerReferences])],
});

const impossible = (payment: Payment | undefined, event: PaymentEvent): ImpossibleState =>
  new ImpossibleState(
    'AKT_PAYMENT_EVENT_IMPOSSIBLE',
    `${event.type} of ${event.paymentId}, which is ${payment?.status ?? 'not there'}`,
  );

/** What the payer still owes of it. */
export const outstandingOf = (payment: Payment): Rupiah =>
  payment.status === 'OUTSTANDING' ? payment.outstanding : ZERO;
