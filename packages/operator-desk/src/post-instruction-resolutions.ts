import type { ResolveInstruction } from '@angkutan/approvals';
import { problem, type Route, route, text, z } from '@angkutan/http';
import { rupiah } from '@angkutan/money';
import { type Desk, newApprovalId } from './desk.ts';

const REASON_MAX = 500;
const REFERENCE_MAX = 100;
const FEE_MAX = 1_000_000;

/** Whether KasPro takes a fee on a service's transfers, and whether one can be booked without knowing it. */
export type Fee = 'none' | 'optional' | 'required';

const fee = z
  .int()
  .min(0)
  .max(FEE_MAX)
  .describe('What KasPro took on top of the amount, as its statement shows; whole rupiah');
const said = { providerReference: text(REFERENCE_MAX).optional(), reason: text(REASON_MAX) };
const rejected = z.strictObject({ outcome: z.literal('REJECTED'), ...said });
const confirmed = z.strictObject({ outcome: z.literal('CONFIRMED'), ...said });
const BODIES = {
  none: z.discriminatedUnion('outcome', [confirmed, rejected]),
  optional: z.discriminatedUnion('outcome', [
    confirmed.extend({ serviceFee: fee.optional() }),
    rejected,
  ]),
  required: z.discriminatedUnion('outcome', [confirmed.extend({ serviceFee: fee }), rejected]),
} as const;

interface Asked {
  readonly outcome: ResolveInstruction['outcome'];
  readonly providerReference?: string | undefined;
  readonly serviceFee?: number | undefined;
  readonly reason: string;
}

/** Asks to end a transfer of which KasPro says nothing: it ends once a second operator has seen the same. */
export function postInstructionResolutions(
  { ask }: Pick<Desk<ResolveInstruction>, 'ask'>,
  takes: Fee,
): Route {
  const body: z.ZodType<Asked> = BODIES[takes];
  return route({
    method: 'post',
    path: '/v1/instructions/{reference}/resolutions',
    operationId: 'resolveInstruction',
    summary: 'Says how a transfer ended that KasPro keeps silent about; a second person approves',
    roles: ['ops-act'],
    idempotent: true,
    body,
    answers: {
      202: { description: 'Waits for approval', schema: z.object({ approvalId: z.string() }) },
    },
    refusals: ['INSTRUCTION_NOT_FOUND', 'INSTRUCTION_NOT_MANUAL'],
    async handle({ params: { reference }, body: asked, caller, idempotencyKey = '' }) {
      const { sub: askedBy } = caller;
      const act = actOf(reference, asked);
      const approvalId = newApprovalId(askedBy, act, idempotencyKey);
      const refusal = await ask({ approvalId, act, reason: asked.reason, askedBy });
      return refusal === undefined ? { status: 202, body: { approvalId } } : problem(refusal);
    },
  });
}

function actOf(
  reference: string,
  { outcome, providerReference, serviceFee }: Asked,
): ResolveInstruction {
  return {
    type: 'RESOLVE_INSTRUCTION',
    reference,
    outcome,
    ...(providerReference !== undefined && { providerReference }),
    ...(serviceFee !== undefined && { serviceFee: rupiah(serviceFee) }),
  };
}
