import { type Route, route, text, z } from '@angkutan/http';
import type { Preview } from '@angkutan/messaging';
import type { Operated } from './operated.ts';

const ID_MAX = 200;
const PREVIEW_MAX = 200;

export const idsOf = (max: number) => z.array(text(ID_MAX)).min(1).max(max);

const preview = z
  .strictObject({
    id: z.string(),
    status: z.enum(['would-run', 'behind-parked-key', 'behind-dead-letter', 'not-dead']),
    outcome: z.enum(['done', 'wait', 'refused', 'failed']).optional(),
    code: z.string().optional(),
    publishes: z.array(z.string()),
    moves: z.array(
      z.strictObject({
        reference: z.string(),
        legs: z.array(z.strictObject({ account: z.string(), amount: z.int() })),
      }),
    ),
  })
  .openapi('Preview');

/** Decides the messages without writing anything, so that whoever hands them back knows what will happen. */
export const postPreviews = ({ consumers }: Operated): Route =>
  route({
    method: 'post',
    path: '/v1/operations/previews',
    operationId: 'previewReplay',
    summary: 'What handing these messages back would do, money included; nothing is done',
    roles: ['ops', 'ops-act'],
    body: z.strictObject({ ids: idsOf(PREVIEW_MAX) }),
    answers: { 200: { description: 'One for each', schema: z.array(preview) } },
    async handle({ body: { ids } }) {
      const all = await Promise.all(consumers.map((consumer) => consumer.preview(ids)));
      return { status: 200, body: ids.map((id) => foreseenOf(id, all)) };
    },
  });

/** A message is one consumer's; to the others it is not dead. */
function foreseenOf(id: string, all: readonly (readonly Preview[])[]): z.output<typeof preview> {
  const told = all.flat().filter((one) => one.id === id);
  const {
    publishes = [],
    moves = [],
    ...rest
  } = told.find(({ status }) => status !== 'not-dead') ?? { status: 'not-dead' as const };
  return {
    ...rest,
    id,
    publishes: [...publishes],
    moves: moves.map(({ reference, legs }) => ({
      reference,
      legs: legs.map(({ account, amount }) => ({ account, amount: Number(amount) })),
    })),
  };
}
