import type { Draft } from '@angkutan/events';
import type { Payment, PaymentEvent } from '../domain/payment.ts';

type Of<T extends PaymentEvent['type']> = Extract<PaymentEvent, { type: T }>;
type Drafts = { readonly [T in PaymentEvent['type']]?: (payment: Payment, event: Of<T>) => Draft };

/** What the platform is told of each event; the payment is as it is after the event. */
const DRAFTS: Drafts = {
  REQUESTED: (payment) => ({
    type: 'PaymentRequested',
    key: payment.paymentId,
    data: { ...same(payment), capture: payment.capture },
  }),
  CAPTURE_ORDERED: (payment) => {
    const { paymentId, reference, amount, splits } = same(payment);
    const data = { paymentId, reference, amount, splits };
    return { type: 'PaymentCaptureRequested', key: paymentId, data };
  },
  VOID_ORDERED: ({ paymentId, reference }, { reason }) => ({
    type: 'PaymentVoidRequested',
    key: paymentId,
    data: { paymentId, reference, reason },
  }),
  HELD: (payment) => ({ type: 'PaymentHeld', key: payment.paymentId, data: same(payment) }),
  SETTLED: (payment, event) => ({
    type: 'PaymentSettled',
    key: payment.paymentId,
    data: {
      ...same(payment),
      providerReference: event.providerReference ?? payment.partnerReferences[0] ?? '',
      settledAt: event.settledAt.getTime(),
      serviceFee: event.serviceFee ?? 0n,
    },
  }),
  LATE_SUCCESS: ({ paymentId }, { amount }) => ({
    type: 'LateSuccessReported',
    key: paymentId,
    data: { requestId: paymentId, amount },
  }),
  OUTSTANDING: (payment, event) => ({
    type: 'PaymentOutstanding',
    key: payment.paymentId,
    data: { ...same(payment), outstanding: event.amount },
  }),
  VOIDED: (payment) => ({ type: 'PaymentVoided', key: payment.paymentId, data: same(payment) }),
  FAILED: (payment, { reason, detail }) => ({
    type: 'PaymentFailed',
    key: payment.paymentId,
    data: { ...same(payment), reason, detail },
  }),
};

const same = ({ paymentId, kind, reference, payerId, amount, splits }: Payment) => ({
  paymentId,
  kind,
  reference,
  payerId,
  amount,
  splits: splits.map(({ walletId, amount: share, purpose }) => ({
    walletId,
    amount: share,
    purpose,
  })),
});

/** The event to publish, if others are told of this one at all. */
export function draftOf<T extends PaymentEvent['type']>(
  payment: Payment,
  event: Of<T>,
): Draft | undefined {
  return DRAFTS[event.type]?.(payment, event);
}
