import type { Act } from '@angkutan/approvals';
import { problem, type Route, route, text, z } from '@angkutan/http';
import type { Desk } from './desk.ts';

const REASON_MAX = 500;

const reason = text(REASON_MAX);
const body = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('APPROVE').optional(), reason: reason.optional() }),
    z.strictObject({ decision: z.literal('DECLINE'), reason }),
  ])
  .optional()
  .describe('Without it the act is approved');

/**
 * The second person's word: the act is done now, once, or refused by name when it no longer can be; or it is
 * declined, and never done. `refusals`: the codes with which the service's acts may turn out undoable.
 */
export const postApprovals = <A extends Act>(
  { decide }: Pick<Desk<A>, 'decide'>,
  refusals: readonly string[],
): Route =>
  route({
    method: 'post',
    path: '/v1/approvals/{approvalId}',
    operationId: 'approve',
    summary: 'Approves an act that another operator asked for, and does it; or declines it',
    roles: ['ops-act'],
    idempotent: true,
    body,
    answers: {
      200: {
        description: 'Done, or declined',
        schema: z.object({ approvalId: z.string(), status: z.enum(['DONE', 'DECLINED']) }),
      },
    },
    refusals: [
      'APPROVAL_NOT_FOUND',
      'APPROVAL_OWN',
      'APPROVAL_DONE',
      'APPROVAL_DECLINED',
      'APPROVAL_EXPIRED',
      ...refusals,
    ],
    async handle({ params: { approvalId }, body: asked = {}, caller }) {
      const { decision = 'APPROVE', reason: why } = asked;
      const said = {
        approvalId,
        by: caller.sub,
        decision,
        ...(why !== undefined && { reason: why }),
      };
      const refusal = await decide(said);
      if (refusal !== undefined) return problem(refusal);
      const status = decision === 'APPROVE' ? 'DONE' : 'DECLINED';
      return { status: 200, body: { approvalId, status } };
    },
  });
