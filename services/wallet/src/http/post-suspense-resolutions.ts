import { problem, type Route, route, text, z } from '@angkutan/http';
import { walletIdOf } from '@angkutan/ledger';
import { rupiah } from '@angkutan/money';
import { type Desk, newApprovalId } from '@angkutan/operator-desk';
import type { Act } from '../domain/act.ts';
import type { SuspenseEntry, SuspenseQueries } from '../domain/suspense-entry.ts';

const REASON_MAX = 500;
const REFERENCE_MAX = 100;

const reason = text(REASON_MAX);
const body = z.discriminatedUnion('resolution', [
  z.strictObject({
    resolution: z.literal('RETURN'),
    amount: z.int().min(1).meta({ description: 'All that waits, in whole rupiah' }),
    outsideReference: text(REFERENCE_MAX).meta({
      description: 'Under which the bank or KasPro has given it back already',
    }),
    reason,
  }),
  z.strictObject({
    resolution: z.literal('ASSIGN'),
    customerId: text(REFERENCE_MAX),
    role: z.enum(['USER', 'DRIVER']),
    reason,
  }),
]);

/** Asks for money in suspense to be returned or assigned: it moves once a second operator has approved. */
export const postSuspenseResolutions = (
  desk: Pick<Desk<Act>, 'ask'>,
  { findSuspense }: Pick<SuspenseQueries, 'findSuspense'>,
): Route =>
  route({
    method: 'post',
    path: '/v1/suspense/{id}/resolutions',
    operationId: 'resolveSuspense',
    summary: 'Asks for money in suspense to be returned or assigned; a second person approves',
    roles: ['ops-act'],
    idempotent: true,
    body,
    answers: {
      202: { description: 'Waits for approval', schema: z.object({ approvalId: z.string() }) },
    },
    refusals: [
      'SUSPENSE_NOT_FOUND',
      'SUSPENSE_DIFFERS',
      'SUSPENSE_OF_ANOTHER',
      'LIMIT_EXCEEDED',
      'WALLET_NOT_FOUND',
    ],
    async handle({ params: { id }, body: asked, caller, idempotencyKey = '' }) {
      const entry = await findSuspense(id);
      if (!entry) return problem('SUSPENSE_NOT_FOUND');
      const { sub: askedBy } = caller;
      const act = actOf(entry, asked);
      const approvalId = newApprovalId(askedBy, act, idempotencyKey);
      const refusal = await desk.ask({ approvalId, act, reason: asked.reason, askedBy });
      return refusal === undefined ? { status: 202, body: { approvalId } } : problem(refusal);
    },
  });

function actOf(
  { id: suspenseId, walletId: holder }: SuspenseEntry,
  asked: z.output<typeof body>,
): Act {
  const subject = { suspenseId, ...(holder !== undefined && { holder }) };
  switch (asked.resolution) {
    case 'RETURN': {
      const { outsideReference } = asked;
      const amount = rupiah(asked.amount);
      return { ...subject, type: 'RETURN_SUSPENSE', amount, outsideReference };
    }
    case 'ASSIGN':
      return {
        ...subject,
        type: 'ASSIGN_SUSPENSE',
        walletId: walletIdOf(asked.customerId, asked.role),
      };
  }
}
