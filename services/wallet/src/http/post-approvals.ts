import { problem, type Route, route, z } from '@angkutan/http';
import type { Acting } from '../domain/acting.ts';

/** The second person's word: the act is done now, once, or refused by name when it no longer can be. */
export const postApprovals = ({ approve }: Pick<Acting, 'approve'>): Route =>
  route({
    method: 'post',
    path: '/v1/approvals/{approvalId}',
    operationId: 'approve',
    summary: 'Approves an act that another operator asked for, and does it',
    roles: ['ops-act'],
    idempotent: true,
    answers: {
      200: {
        description: 'Done',
        schema: z.object({ approvalId: z.string(), status: z.literal('DONE') }),
      },
    },
    refusals: [
      'APPROVAL_NOT_FOUND',
      'APPROVAL_OWN',
      'SUSPENSE_NOT_FOUND',
      'SUSPENSE_DIFFERS',
      'SUSPENSE_OF_ANOTHER',
      'LIMIT_EXCEEDED',
      'WALLET_NOT_FOUND',
    ],
    async handle({ params: { approvalId }, caller }) {
      const refusal = await approve(approvalId, caller.sub);
      return refusal === undefined
        ? { status: 200, body: { approvalId, status: 'DONE' } }
        : problem(refusal);
    },
  });
