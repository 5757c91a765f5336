import { problem, type Route, route, text, z } from '@angkutan/http';
import { rupiah } from '@angkutan/money';
import { type Desk, newApprovalId } from '@angkutan/operator-desk';
import type { Refund } from '../domain/commands.ts';
import { caseIdOf } from '../domain/ride.ts';
import { acceptedPayment, type Ask, attachedIdOf, rupiahAmount } from './asking.ts';

const REASON_MAX = 200;

/** A service is a system that another team answers for; of people, it takes two. */
export const postRefunds = (ask: Ask, desk: Pick<Desk<Refund>, 'ask'>): Route =>
  route({
    method: 'post',
    path: '/v1/payments/{paymentId}/refunds',
    operationId: 'refundPayment',
    summary:
      'Gives a settled payment back, in part or whole, at the platform’s cost or in proportion; an operator’s waits for a second one',
    roles: ['service', 'ops-act'],
    idempotent: true,
    body: z.strictObject({
      amount: rupiahAmount.optional().describe('Whole rupiah; absent: all that is left'),
      reason: text(REASON_MAX),
      bearer: z.enum(['PLATFORM', 'PROPORTIONAL']),
    }),
    answers: {
      202: {
        description: 'Accepted; what an operator asks waits for approval, and nothing has moved',
        schema: z.union([acceptedPayment, z.strictObject({ approvalId: z.string() })]),
      },
    },
    refusals: [
      'PAYMENT_NOT_FOUND',
      'PAYMENT_NOT_REFUNDABLE',
      'PAYMENT_NOT_SETTLED',
      'REFUND_ABOVE_PAID',
      'CUSTOMER_NOT_FOUND',
    ],
    async handle({ params, body, caller, idempotencyKey = '', traceparent }) {
      const { paymentId: originalId } = params;
      const caseId = caseIdOf(originalId);
      if (caseId === undefined) return problem('PAYMENT_NOT_FOUND');
      const paymentId = `${originalId}.refund.${attachedIdOf(caller, idempotencyKey)}`;
      const { amount, bearer, reason } = body;
      const part = amount === undefined ? {} : { amount: rupiah(amount) };
      const refund: Refund = {
        type: 'REFUND',
        paymentId,
        caseId,
        originalId,
        bearer,
        reason,
        ...part,
      };
      if (caller.role === 'ops-act') {
        const { sub: askedBy } = caller;
        const approvalId = newApprovalId(askedBy, refund, idempotencyKey);
        const unfit = await desk.ask({ approvalId, act: refund, reason, askedBy });
        return unfit === undefined ? { status: 202, body: { approvalId } } : problem(unfit);
      }
      const refusal = await ask(refund, traceparent);
      return refusal ?? { status: 202, body: { paymentId } };
    },
  });
