/** What messages were given up for. */
import { type Route, route, z } from '@angkutan/http';
import { type DeadLetter, deadLettersOf } from '@angkutan/messaging';
import type { Connection } from 'mongoose';
import { type Note, notesOf } from './post-notes.ts';
import type { Replaying } from './post-replays.ts';
import { sharedReading } from './shared-reading.ts';

const CAUSES_MAX = 500;
/** However many browsers look on, each every three seconds. */
const COUNT_LIVES_MS = 1_000;

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

interface Counted {
  readonly _id: string;
  readonly count: number;
  readonly keys: number;
  readonly firstAt: Date;
  readonly latest: { readonly at: Date; readonly id: string };
}

export function getCauses({
  connection,
  rows: kept,
}: Pick<Replaying, 'connection' | 'rows'>): Route {
  const read = sharedReading(
    () => COUNT_LIVES_MS,
    () => countedCauses(connection),
  );
  return route({
    method: 'get',
    path: '/v1/operations/causes',
    operationId: 'getCauses',
    summary: 'What messages were given up for, the most frequent first',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'Those that are dead now', schema: z.array(causeView) } },
    async handle() {
      const { counted, letterOf } = await read();
      const notes = await notesOf(
        kept,
        counted.map(({ _id }) => _id),
      );
      const body = counted.flatMap((one) => {
        const letter = letterOf.get(one.latest.id);
        return letter ? [causeOf(one, letter, notes.get(one._id))] : [];
      });
      return { status: 200, body };
    },
  });
}

/** The causes, each with the latest of its letters. */
async function countedCauses(connection: Connection) {
  const counted = await count(connection);
  const ids = counted.map(({ latest }) => latest.id);
  const letters = await deadLettersOf(connection)
    .find({ _id: { $in: ids } }, { projection: { value: 0, headers: 0, key: 0, words: 0 } })
    .toArray();
  return { counted, letterOf: new Map(letters.map((letter) => [letter._id, letter])) };
}

/** It reads an index alone; with 50,000 letters that still takes 0.16 s. */
const count = (connection: Connection): Promise<readonly Counted[]> =>
  deadLettersOf(connection)
    .aggregate<Counted>([
      { $match: { status: 'DEAD' } },
      { $project: { cause: 1, lane: 1, at: 1 } },
      {
        $group: {
          _id: '$cause',
          count: { $sum: 1 },
          keys: { $addToSet: '$lane' },
          firstAt: { $min: '$at' },
          latest: { $max: { at: '$at', id: '$_id' } },
        },
      },
      { $set: { keys: { $size: '$keys' } } },
      { $sort: { count: -1, _id: 1 } },
      { $limit: CAUSES_MAX },
    ])
    .toArray();

const causeOf = ({ count, keys, firstAt, latest }: Counted, one: DeadLetter, note?: Note) => ({
  cause: one.cause,
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
  lastAt: latest.at.toISOString(),
  note: note ? { ...note, at: note.at.toISOString() } : null,
});
