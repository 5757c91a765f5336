import { commandsOf, type Route, route, text, z } from '@angkutan/http';
import { callSteps } from '@angkutan/instructions';
import { messageSteps } from './message-steps.ts';
import { type Operated, STEP_KINDS, type StoryStep } from './operated.ts';

const IDS_MAX = 50;
const ID_MAX = 200;

const schema = z.array(
  z
    .strictObject({
      at: z.iso.datetime(),
      kind: z.enum(STEP_KINDS),
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
export const getStory = (operated: Operated): Route =>
  route({
    method: 'get',
    path: '/v1/operations/story',
    operationId: 'getStory',
    summary:
      'What was asked by HTTP, postings, calls to KasPro and its callbacks, messages that wait, in the order of time',
    roles: ['ops', 'ops-act'],
    query: z.strictObject({ id: ids }),
    answers: { 200: { description: 'What was done', schema } },
    async handle({ query: { id } }) {
      const { connection, instructions, steps } = operated;
      const found = [
        ...(await commandSteps(operated, id)),
        ...(await messageSteps(connection, operated.consumers, id)),
        ...callSteps((await instructions?.ofRequests(id)) ?? []),
        ...((await steps?.(id)) ?? []),
      ];
      const told = found.toSorted((a, b) => a.at.getTime() - b.at.getTime());
      return { status: 200, body: told.map((one) => ({ ...one, at: one.at.toISOString() })) };
    },
  });

async function commandSteps(
  { connection }: Operated,
  about: readonly string[],
): Promise<StoryStep[]> {
  const commands = await commandsOf(connection, about);
  return commands.map(({ route: title, at, role, status, traceId, requestId }) => ({
    at,
    kind: 'command',
    title,
    facts: { role, status, traceId, httpRequest: requestId },
  }));
}
