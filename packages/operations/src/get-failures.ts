import { problem, type Route, route, text, z } from '@angkutan/http';
import { type DeadLetter, DEAD_LETTER_STATUSES, deadLettersOf } from '@angkutan/messaging';
import { type Note, notesOf } from './post-notes.ts';
import type { Replaying } from './post-replays.ts';
import { letterStory, letterView, storyOf, viewOf } from './letter-view.ts';
import type { Operated } from './operated.ts';
import { LATEST_FIRST, olderThan, pagingFields } from './paging.ts';

const PAGE_MAX = 1_000;
const CAUSES_MAX = 500;
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

const causeView = z
  .strictObject({
    cause: z.string(),
    group: z.string(),
    errorClass: z.string(),
    code: z.string(),
    text: z.string(),
    frames: z.array(z.string()),
    schemaId: z.int().nullable(),
    codeVersion: z.string(),
    count: z.int(),
    keys: z.int().meta({ description: 'How many keys they are of' }),
    firstAt: z.iso.datetime(),
    lastAt: z.iso.datetime(),
    note: z
      .strictObject({ text: z.string(), by: z.string(), at: z.iso.datetime() })
      .nullable()
      .meta({ description: 'The latest that an operator has noted of it' }),
  })
  .openapi('Cause');

interface CauseRow {
  readonly _id: string;
  readonly one: DeadLetter;
  readonly count: number;
  readonly keys: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

export const getCauses = ({
  connection,
  rows: kept,
}: Pick<Replaying, 'connection' | 'rows'>): Route =>
  route({
    method: 'get',
    path: '/v1/operations/causes',
    operationId: 'getCauses',
    summary: 'What messages were given up for, the most frequent first',
    roles,
    answers: { 200: { description: 'Those that are dead now', schema: z.array(causeView) } },
    async handle() {
      const rows = await deadLettersOf(connection)
        .aggregate<CauseRow>([
          { $match: { status: 'DEAD' } },
          { $project: { value: 0, headers: 0, key: 0, words: 0 } },
          {
            $group: {
              _id: '$cause',
              one: { $last: '$$ROOT' },
              count: { $sum: 1 },
              keys: { $addToSet: '$lane' },
              firstAt: { $min: '$at' },
              lastAt: { $max: '$at' },
            },
          },
          { $set: { keys: { $size: '$keys' } } },
          { $sort: { count: -1 } },
          { $limit: CAUSES_MAX },
        ])
        .toArray();
      const notes = await notesOf(
        kept,
        rows.map(({ _id }) => _id),
      );
      return { status: 200, body: rows.map((row) => causeOf(row, notes.get(row._id))) };
    },
  });

const causeOf = ({ _id, one, count, keys, firstAt, lastAt }: CauseRow, note?: Note) => ({
  cause: _id,
  group: one.group,
  errorClass: one.errorClass,
  code: one.code,
  text: one.text,
  frames: [...one.frames],
  schemaId: one.schemaId,
  codeVersion: one.codeVersion,
  count,
  keys,
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
  note: note ? { ...note, at: note.at.toISOString() } : null,
});

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
