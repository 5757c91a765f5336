import { problem, type Route, route, text, z } from '@angkutan/http';
import type { KycBook } from '../domain/ports.ts';

const REASON_MAX = 500;

/** Ends a review by a person's word. It moves no money, so that one person's word is enough. */
export const postKycDecisions = (kyc: KycBook): Route =>
  route({
    method: 'post',
    path: '/v1/customers/{customerId}/kyc-decisions',
    operationId: 'decideKyc',
    summary: 'Approves or rejects an identity that is in review',
    roles: ['ops-act'],
    idempotent: true,
    body: z.strictObject({ decision: z.enum(['APPROVE', 'REJECT']), reason: text(REASON_MAX) }),
    answers: {
      200: {
        description: 'Decided',
        schema: z.object({ customerId: z.string(), status: z.enum(['PREMIUM', 'REJECTED']) }),
      },
    },
    refusals: [
      'CUSTOMER_NOT_FOUND',
      'CUSTOMER_RESTRICTED',
      'KYC_NOT_IN_REVIEW',
      'KYC_IDENTITY_MISSING',
    ],
    async handle({ params: { customerId }, body, caller, traceparent }) {
      const { decision, reason } = body;
      const command = { type: 'DecideKyc', customerId, decision, reason, by: caller.sub } as const;
      const decided = await kyc.change(command, traceparent);
      if (!decided.accepted) return problem(decided.rejection);
      const status = decision === 'APPROVE' ? 'PREMIUM' : 'REJECTED';
      return { status: 200, body: { customerId, status } };
    },
  });
