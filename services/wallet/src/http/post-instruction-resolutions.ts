import type { ResolveInstruction } from '@angkutan/approvals';
import { problem, type Route, route, text, z } from '@angkutan/http';
import { type Desk, newApprovalId } from '@angkutan/operator-desk';
import { type Act, LATE_DECISIONS } from '../domain/act.ts';

const REASON_MAX = 500;
const REFERENCE_MAX = 100;

const reason = text(REASON_MAX);
const providerReference = text(REFERENCE_MAX)
  .optional()
  .meta({ description: 'KasPro’s own name for the transfer' });
const body = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('CONFIRMED'), providerReference, reason }),
  z.strictObject({ outcome: z.literal('REJECTED'), providerReference, reason }),
  z.strictObject({
    outcome: z.enum(LATE_DECISIONS).meta({
      description:
        'Of a late success. KEEP_CAPTURED: the money did move, and that is booked. RETURN: KasPro has brought it back',
    }),
    reason,
  }),
]);

/**
 * Asks to end a transfer of ours of which KasPro says nothing, or to decide about one that it did although it had
 * refused it. `lateOf`: the request that holds such a late success.
 */
export const postInstructionResolutions = (
  desk: Pick<Desk<Act>, 'ask'>,
  lateOf: (reference: string) => Promise<string | undefined>,
): Route =>
  route({
    method: 'post',
    path: '/v1/instructions/{reference}/resolutions',
    operationId: 'resolveInstruction',
    summary:
      'Says how a silent transfer ended, or what becomes of a late success; a second person approves',
    roles: ['ops-act'],
    idempotent: true,
    body,
    answers: {
      202: { description: 'Waits for approval', schema: z.object({ approvalId: z.string() }) },
    },
    refusals: ['INSTRUCTION_NOT_FOUND', 'INSTRUCTION_NOT_MANUAL', 'NOT_LATE', 'ADVANCE_OPEN'],
    async handle({ params: { reference }, body: asked, caller, idempotencyKey = '' }) {
      const act = actOf(reference, asked, await lateOf(reference));
      if (!act) return problem('NOT_LATE');
      const { sub: askedBy } = caller;
      const approvalId = newApprovalId(askedBy, act, idempotencyKey);
      const refusal = await desk.ask({ approvalId, act, reason: asked.reason, askedBy });
      return refusal === undefined ? { status: 202, body: { approvalId } } : problem(refusal);
    },
  });

function actOf(
  reference: string,
  asked: z.output<typeof body>,
  requestId: string | undefined,
): Act | undefined {
  switch (asked.outcome) {
    case 'KEEP_CAPTURED':
    case 'RETURN':
      return requestId === undefined
        ? undefined
        : { type: 'RESOLVE_LATE', requestId, decision: asked.outcome };
    case 'CONFIRMED':
    case 'REJECTED':
      return resolution(reference, asked);
  }
}

const resolution = (
  reference: string,
  said: Pick<ResolveInstruction, 'outcome'> & { readonly providerReference?: string | undefined },
): ResolveInstruction => ({
  type: 'RESOLVE_INSTRUCTION',
  reference,
  outcome: said.outcome,
  ...(said.providerReference !== undefined && { providerReference: said.providerReference }),
});
