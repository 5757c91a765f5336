import { smaller, ZERO, type Rupiah } from '@angkutan/money';
import { isRideBorn } from './charge.ts';
import type { Payment, PaymentEvent } from './payment.ts';

/** What the wallet tells of a request. */
export type Told =
  | {
      readonly type: 'FUNDS_HELD';
      readonly holdId: string;
      readonly amount: Rupiah;
      readonly partnerReferences: readonly string[];
    }
  | { readonly type: 'FUNDS_REFUSED' | 'TRANSFER_REJECTED'; readonly reason: string }
  | { readonly type: 'FUNDS_RELEASED'; readonly amount: Rupiah }
  | {
      readonly type: 'TRANSFER_POSTED';
      readonly outstanding: Rupiah;
      readonly partnerReferences: readonly string[];
    }
  | {
      readonly type: 'DEBT_COLLECTED' | 'DEBT_WRITTEN_OFF';
      readonly amount: Rupiah;
      readonly remaining: Rupiah;
    };

/** What the wallet answers to what a payment asked of it; `requestId` is the paymentId. */
export type WalletAnswer = Told & { readonly requestId: string; readonly occurredAt: Date };

type LessOwed = Extract<WalletAnswer, { remaining: Rupiah }>;
type Answer<T extends WalletAnswer['type']> = Extract<WalletAnswer, { type: T }>;

/**
 * What an answer means for its payment. An answer that came before means nothing the second time.
 * No answer is ever refused: the wallet says what has happened to money, so what cannot be is an alert.
 */
export function decideAnswer(payment: Payment, answer: WalletAnswer): PaymentEvent[] {
  switch (answer.type) {
    case 'FUNDS_HELD':
      return held(payment, answer);
    case 'FUNDS_REFUSED':
    case 'TRANSFER_REJECTED':
      return refused(payment, answer);
    case 'FUNDS_RELEASED':
      return released(payment, answer);
    case 'TRANSFER_POSTED':
      return posted(payment, answer);
    case 'DEBT_COLLECTED':
    case 'DEBT_WRITTEN_OFF':
      return collected(payment, answer);
  }
}

function held(payment: Payment, answer: Answer<'FUNDS_HELD'>): PaymentEvent[] {
  // A charge at once is held and captured in one: its hold is the wallet's own affair.
  if (payment.status !== 'REQUESTED' || payment.capture === 'NOW') return [];
  const { holdId, amount, partnerReferences } = answer;
  return [{ type: 'HELD', paymentId: payment.paymentId, holdId, amount, partnerReferences }];
}

function refused(
  payment: Payment,
  { reason }: Answer<'FUNDS_REFUSED' | 'TRANSFER_REJECTED'>,
): PaymentEvent[] {
  const { paymentId } = payment;
  const detail = `the wallet refused it: ${reason}`;
  const failed: PaymentEvent = { type: 'FAILED', paymentId, reason, detail };
  if (payment.status === 'HELD') {
    if (payment.ordered !== 'CAPTURE') return [];
    // The hold expired while the capture was on its way.
    const expired = reason === 'HOLD_ENDED';
    return [expired ? { type: 'VOIDED', paymentId, reason: 'HOLD_EXPIRED' } : failed];
  }
  if (payment.status !== 'REQUESTED') return [];
  if (payment.capture === 'LATER' || !mustBePaid(payment)) return [failed];
  // The wallet never refuses such a charge; when it does, a person must look.
  return [failed, { type: 'ALERTED', paymentId, reason: 'AKT_CHARGE_REFUSED', detail }];
}

/** A service that was given, or money that was promised back. */
const mustBePaid = ({ kind }: Payment): boolean => isRideBorn(kind) || kind === 'REFUND';

function released(payment: Payment, answer: Answer<'FUNDS_RELEASED'>): PaymentEvent[] {
  const { paymentId } = payment;
  if (payment.status === 'REQUESTED' && payment.capture === 'LATER') {
    return [{ type: 'VOIDED', paymentId, reason: 'HOLD_EXPIRED' }];
  }
  if (payment.status === 'HELD') {
    // A whole hold that comes back without our asking, or ahead of the capture, has expired.
    const whole = answer.amount >= payment.held;
    if (payment.ordered !== 'CAPTURE' || whole) {
      return [{ type: 'VOIDED', paymentId, reason: payment.reason ?? 'HOLD_EXPIRED' }];
    }
  }
  return restReturned(payment, answer.amount);
}

/** What a capture did not need went back to the payer: a line of the story, told once. */
function restReturned(payment: Payment, amount: Rupiah): PaymentEvent[] {
  const captured = ['HELD', 'SETTLED', 'OUTSTANDING'].includes(payment.status);
  const told = payment.timeline.some((entry) => entry.event === 'REST_RETURNED');
  return captured && !told ? [{ type: 'REST_RETURNED', paymentId: payment.paymentId, amount }] : [];
}

function posted(payment: Payment, answer: Answer<'TRANSFER_POSTED'>): PaymentEvent[] {
  const { paymentId } = payment;
  if (!awaitsTransfer(payment)) return unexpected(payment);
  const { partnerReferences, occurredAt } = answer;
  // A debt may be collected, in part or whole, before the transfer that made it is told.
  const owed = smaller(answer.outstanding, payment.remaining ?? answer.outstanding);
  return owed > ZERO
    ? [{ type: 'OUTSTANDING', paymentId, amount: owed, partnerReferences }]
    : [{ type: 'SETTLED', paymentId, settledAt: occurredAt, partnerReferences }];
}

const awaitsTransfer = (payment: Payment): boolean =>
  (payment.status === 'REQUESTED' && payment.capture === 'NOW') ||
  (payment.status === 'HELD' && payment.ordered === 'CAPTURE');

/** A transfer that nobody had asked for, or that follows a final refusal: money moved, and our books say it should not. */
function unexpected(payment: Payment): PaymentEvent[] {
  const { paymentId, status, timeline } = payment;
  const paid = status === 'SETTLED' || status === 'OUTSTANDING' || status === 'REFUNDED';
  if (paid || timeline.some((entry) => entry.reason === 'AKT_TRANSFER_UNEXPECTED')) return [];
  const detail = `a transfer was posted for a payment that is ${status}`;
  return [{ type: 'ALERTED', paymentId, reason: 'AKT_TRANSFER_UNEXPECTED', detail }];
}

/** Paid by the debtor or given up by the company: either way so much less is owed. */
function collected(payment: Payment, answer: LessOwed): PaymentEvent[] {
  const { paymentId } = payment;
  const before = payment.status === 'OUTSTANDING' ? payment.outstanding : payment.remaining;
  const news = before === undefined || answer.remaining < before;
  if (!news || !(payment.status === 'OUTSTANDING' || awaitsTransfer(payment))) return [];
  const { type, amount, remaining } = answer;
  const less: PaymentEvent = { type, paymentId, amount, remaining };
  if (payment.status !== 'OUTSTANDING' || remaining > ZERO) return [less];
  const settledAt = answer.occurredAt;
  return [less, { type: 'SETTLED', paymentId, settledAt, partnerReferences: [] }];
}
