import { plus, ZERO } from '@angkutan/money';
import { ImpossibleState } from './codes.ts';
import { refundedOf, type Payment, type PaymentEvent, type Status, type Terms } from './payment.ts';
import { entryOf, type Stamp } from './timeline.ts';

type Requested = Extract<PaymentEvent, { type: 'REQUESTED' }>;
type Later = Exclude<PaymentEvent, { type: 'REQUESTED' }>;

const OPEN: readonly Status[] = ['REQUESTED', 'HELD'];
const ANY: readonly Status[] = [...OPEN, 'SETTLED', 'OUTSTANDING', 'FAILED', 'VOIDED', 'REFUNDED'];

/** In which states an event can happen at all. `decide` never offers another; a stored stream must not either. */
const HAPPENS_IN: Readonly<Record<Later['type'], readonly Status[]>> = {
  HELD: ['REQUESTED'],
  CAPTURE_ORDERED: ['HELD'],
  SUBMITTED: ['HELD'],
  ORDERED: ['HELD'],
  SENT_AGAIN: ['HELD'],
  LATE_SUCCESS: ['FAILED', 'VOIDED'],
  VOID_ORDERED: ['HELD'],
  SETTLED: [...OPEN, 'OUTSTANDING'],
  OUTSTANDING: OPEN,
  DEBT_COLLECTED: [...OPEN, 'OUTSTANDING'],
  DEBT_WRITTEN_OFF: [...OPEN, 'OUTSTANDING'],
  REST_RETURNED: ['HELD', 'SETTLED', 'OUTSTANDING', 'REFUNDED'],
  REFUNDED: ['SETTLED'],
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

const requested = ({ type, reason, ...terms }: Requested, stamp: Stamp): Payment => ({
  ...terms,
  status: 'REQUESTED',
  partnerReferences: [],
  timeline: [
    entryOf({ type, amount: terms.amount, ...(reason !== undefined && { reason }) }, stamp),
  ],
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
    case 'DEBT_WRITTEN_OFF':
      return {
        ...payment,
        remaining: event.remaining,
        ...(event.type === 'DEBT_WRITTEN_OFF' && {
          writtenOff: plus(payment.writtenOff ?? ZERO, event.amount),
        }),
        ...(payment.status === 'OUTSTANDING' && { outstanding: event.remaining }),
      };
    case 'VOIDED':
    case 'FAILED':
      return { ...terms, status: event.type, reason: event.reason };
    case 'REFUNDED':
      return refunded(payment, event);
    case 'ORDERED':
    case 'SENT_AGAIN': {
      const partnerReferences = [...payment.partnerReferences, event.partnerReference];
      return { ...payment, partnerReferences };
    }
    case 'SUBMITTED':
    case 'LATE_SUCCESS':
    case 'REST_RETURNED':
    case 'ALERTED':
      return payment;
  }
}

/** A payment of which something is left stays SETTLED. */
function refunded(payment: Payment, event: Extract<Later, { type: 'REFUNDED' }>): Payment {
  if (payment.status !== 'SETTLED') throw impossible(payment, event);
  const refundedAmount = plus(refundedOf(payment), event.amount);
  const status = refundedAmount < payment.amount ? 'SETTLED' : 'REFUNDED';
  return { ...payment, status, refundedAmount };
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
  const { partnerReferences, timeline, rulesVersion, remaining, writtenOff } = payment;
  const { sealedNote, payeeIds, qris } = payment;
  const terms = { paymentId, reference, kind, payerId, amount, splits, capture };
  return {
    ...terms,
    partnerReferences,
    timeline,
    ...(rulesVersion !== undefined && { rulesVersion }),
    ...(remaining !== undefined && { remaining }),
    ...(writtenOff !== undefined && { writtenOff }),
    ...(sealedNote !== undefined && { sealedNote }),
    ...(payeeIds !== undefined && { payeeIds }),
    ...(qris !== undefined && { qris }),
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
