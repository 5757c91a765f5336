import { type Route, route, z } from '@angkutan/http';
import type { Instruction, InstructionStore } from '@angkutan/instructions';

const LISTED_MAX = 500;
/** What is not final, as operators may look at it; MANUAL waits for them. */
const STATES = ['MANUAL', 'UNKNOWN', 'IN_PROCESS', 'SENDING', 'READY'] as const;

const schema = z.array(
  z.strictObject({
    reference: z.string().describe('As KasPro knows it'),
    requestId: z.string().describe('The payment, cash-out or other request that it is for'),
    kind: z.string(),
    amount: z.int(),
    state: z.enum(STATES),
    sentAt: z.iso.datetime().optional(),
    ageSeconds: z.int().min(0).optional().describe('Since it was sent'),
    enquiries: z.int().min(0).describe('How often KasPro was asked about it'),
    lastWord: z.string().optional().describe('What the last answer was, if there was one'),
    providerReference: z.string().optional(),
  }),
);

/** Transfers at KasPro that have not ended. No account numbers: those are in KasPro's own records. */
export const getInstructions = ({ withStatus }: Pick<InstructionStore, 'withStatus'>): Route =>
  route({
    method: 'get',
    path: '/v1/instructions',
    operationId: 'getInstructions',
    summary: 'Transfers at KasPro that have not ended, oldest first; MANUAL wait for an operator',
    roles: ['ops', 'ops-act'],
    query: z.strictObject({ state: z.enum(STATES).optional().describe('Default MANUAL') }),
    answers: { 200: { description: 'At most 500 of them', schema } },
    async handle({ query: { state = 'MANUAL' } }) {
      const now = Date.now();
      const found = await withStatus(state, LISTED_MAX);
      return { status: 200, body: found.map((one) => viewOf(one, now)) };
    },
  });

function viewOf(instruction: Instruction, now: number): object {
  const { reference, requestId, purpose, amount, status } = instruction;
  const { sentAt, enquiries, reason, providerReference } = instruction;
  return {
    reference,
    requestId,
    kind: purpose,
    amount,
    state: status,
    ...(sentAt && {
      sentAt: sentAt.toISOString(),
      ageSeconds: Math.max(0, Math.floor((now - sentAt.getTime()) / 1_000)),
    }),
    enquiries,
    ...(reason !== undefined && { lastWord: reason }),
    ...(providerReference !== undefined && { providerReference }),
  };
}
