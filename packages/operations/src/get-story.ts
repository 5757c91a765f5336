import { type Route, route, text, z } from '@angkutan/http';
import type { Instruction } from '@angkutan/instructions';
import type { Operated, StoryStep } from './operated.ts';

const IDS_MAX = 50;
const ID_MAX = 200;

const schema = z.array(
  z
    .strictObject({
      at: z.iso.datetime(),
      kind: z.enum(['posting', 'call']),
      title: z.string(),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .openapi('StoryStep'),
);
const ids = z
  .union([text(ID_MAX), z.array(text(ID_MAX)).min(1).max(IDS_MAX)])
  .transform((one) => [one].flat())
  .meta({ description: 'Requests or references, such as a payment id; at most 50' });

/** What this service did about these ids; the console lays it beside the events of all services. */
export const getStory = ({ instructions, postings }: Operated): Route =>
  route({
    method: 'get',
    path: '/v1/operations/story',
    operationId: 'getStory',
    summary: 'Ledger postings and calls to KasPro of these requests, in the order of time',
    roles: ['ops', 'ops-act'],
    query: z.strictObject({ id: ids }),
    answers: { 200: { description: 'What was done', schema } },
    async handle({ query: { id } }) {
      const calls = (await instructions?.ofRequests(id)) ?? [];
      const steps = [...calls.flatMap(stepOf), ...((await postings?.(id)) ?? [])];
      const told = steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
      return { status: 200, body: told.map((one) => ({ ...one, at: one.at.toISOString() })) };
    },
  });

function stepOf(instruction: Instruction): StoryStep[] {
  const { sentAt, purpose, status, reference, requestId, amount, attempt, enquiries } = instruction;
  if (!sentAt) return [];
  const { providerReference, reason } = instruction;
  const facts = {
    reference,
    requestId,
    amount: Number(amount),
    attempt,
    enquiries,
    ...(providerReference !== undefined && { providerReference }),
    ...(reason !== undefined && { reason }),
  };
  return [{ at: sentAt, kind: 'call', title: `${purpose} ${status}`, facts }];
}
