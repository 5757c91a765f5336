import { type Act, type Approval, expiryOf, standingOf } from '@angkutan/approvals';
import { z } from '@angkutan/http';

/** How operators see an approval. */
export const approvalView = z
  .strictObject({
    approvalId: z.string(),
    status: z.enum(['WAITING', 'DONE', 'REFUSED', 'DECLINED', 'EXPIRED']),
    act: z.looseObject({ type: z.string() }),
    reason: z.string(),
    askedBy: z.string(),
    askedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().describe('From when on nobody can approve it'),
    decidedBy: z.string().optional(),
    decidedAt: z.iso.datetime().optional(),
    decisionReason: z.string().optional(),
    refusal: z.string().optional().describe('The code of why it could no longer be done'),
  })
  .openapi('Approval');

export function viewOf<A extends Act>(approval: Approval<A>, now: Date): object {
  const { approvalId, act, reason, askedBy, askedAt } = approval;
  const { decidedBy, decidedAt, decisionReason, refusal } = approval;
  return {
    approvalId,
    status: standingOf(approval, now),
    act,
    reason,
    askedBy,
    askedAt: askedAt.toISOString(),
    expiresAt: expiryOf(approval).toISOString(),
    ...(decidedBy !== undefined && { decidedBy }),
    ...(decidedAt !== undefined && { decidedAt: decidedAt.toISOString() }),
    ...(decisionReason !== undefined && { decisionReason }),
    ...(refusal !== undefined && { refusal }),
  };
}
