import { problem, type Route, route, text, z } from '@angkutan/http';
import { DEAD_LETTER_STATUSES, deadLettersOf } from '@angkutan/messaging';
import { letterStory, letterView, storyOf, viewOf } from './letter-view.ts';
import type { Operated } from './operated.ts';
import { LATEST_FIRST, olderThan, pagingFields } from './paging.ts';

const PAGE_MAX = 1_000;
const TERM_MAX = 100;
const roles = ['ops', 'ops-act'] as const;

const query = z.strictObject({
  status: z.enum(DEAD_LETTER_STATUSES).default('DEAD'),
  cause: text(TERM_MAX).optional(),
  type: text(TERM_MAX).optional(),
  key: text(TERM_MAX).optional(),
  code: text(TERM_MAX).optional(),
  search: text(TERM_MAX).optional().meta({
    description: 'Within id, key, type, topic, code or text of the error, or what the message says',
  }),
  ...pagingFields,
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
});
type Query = z.output<typeof query>;

export const getFailures = ({ connection }: Operated): Route =>
  route({
    method: 'get',
    path: '/v1/operations/failures',
    operationId: 'getFailures',
    summary: 'Messages that were given up, latest first',
    roles,
    query,
    answers: { 200: { description: 'A page of them', schema: z.array(letterView) } },
    async handle({ query: asked }) {
      const found = await deadLettersOf(connection)
        .find(filterOf(asked), { projection: { value: 0, headers: 0, words: 0 } })
        .sort(LATEST_FIRST)
        .limit(asked.limit)
        .toArray();
      return { status: 200, body: found.map(viewOf) };
    },
  });

function filterOf({ status, cause, type, key, code, search, ...paging }: Query): object {
  const contains = search && { $regex: literally(search), $options: 'i' };
  const searched = ['_id', 'keyText', 'type', 'topic', 'code', 'errorClass', 'text', 'words'];
  return {
    status,
    ...(cause !== undefined && { cause }),
    ...(type !== undefined && { type }),
    ...(key !== undefined && { keyText: key }),
    ...(code !== undefined && { code }),
    ...olderThan(paging),
    ...(contains && { $or: searched.map((field) => ({ [field]: contains })) }),
  };
}

const literally = (term: string): string => term.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

export const getFailure = ({ connection, codec }: Operated): Route =>
  route({
    method: 'get',
    path: '/v1/operations/failures/{id}',
    operationId: 'getFailure',
    summary: 'The whole story of a message that was given up, decoded and masked',
    roles,
    answers: { 200: { description: 'The message', schema: letterStory } },
    refusals: ['DEAD_LETTER_NOT_FOUND'],
    async handle({ params: { id } }) {
      const letter = await deadLettersOf(connection).findOne({ _id: id });
      if (!letter) return problem('DEAD_LETTER_NOT_FOUND');
      return { status: 200, body: await storyOf(letter, codec) };
    },
  });
