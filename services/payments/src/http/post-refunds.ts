import { problem, type Route, route, text, z } from '@angkutan/http';
import { rupiah } from '@angkutan/money';
import { caseIdOf } from '../domain/ride.ts';
import { acceptedPayment, type Ask, attachedIdOf, rupiahAmount } from './asking.ts';

const REASON_MAX = 200;

export const postRefunds = (ask: Ask): Route =>
  route({
    method: 'post',
    path: '/v1/payments/{paymentId}/refunds',
    operationId: 'refundPayment',
    summary:
      'Gives a settled payment back, in part or whole, at the platform’s cost or in proportion',
    roles: ['service'],
    idempotent: true,
    body: z.strictObject({
      amount: rupiahAmount.optional().describe('Whole rupiah; absent: all that is left'),
      reason: text(REASON_MAX),
      bearer: z.enum(['PLATFORM', 'PROPORTIONAL']),
    }),
    answers: { 202: { description: 'Accepted', schema: acceptedPayment } },
    refusals: [
      'PAYMENT_NOT_FOUND',
      'PAYMENT_NOT_REFUNDABLE',
      'PAYMENT_NOT_SETTLED',
      'REFUND_ABOVE_PAID',
    ],
    async handle({ params, body, caller, idempotencyKey, traceparent }) {
      const { paymentId: originalId } = params;
      const caseId = caseIdOf(originalId);
      if (caseId === undefined) return problem('PAYMENT_NOT_FOUND');
      const paymentId = `${originalId}.refund.${attachedIdOf(caller, idempotencyKey)}`;
      const { amount, bearer, reason } = body;
      const part = amount === undefined ? {} : { amount: rupiah(amount) };
      const refusal = await ask(
        { type: 'REFUND', paymentId, caseId, originalId, bearer, reason, ...part },
        traceparent,
      );
      return refusal ?? { status: 202, body: { paymentId } };
    },
  });
