import { problem, type Route, route, z } from '@angkutan/http';
import { DEAD_LETTER_STATUSES, deadLettersOf } from '@angkutan/messaging';
import { record } from './audit.ts';
import type { Replaying } from './post-replays.ts';
import { reasonBody } from './reason.ts';
import { cancel, type Replay, replaysOf } from './replays.ts';

const LISTED_MAX = 100;
const roles = ['ops', 'ops-act'] as const;

const view = z
  .strictObject({
    replayId: z.string(),
    status: z.enum(['RUNNING', 'DONE', 'CANCELLED']),
    messages: z.int(),
    handedBack: z.int(),
    perSecond: z.int(),
    reason: z.string(),
    askedBy: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().optional(),
  })
  .openapi('Replay');

const withResults = view
  .extend({
    results: z.array(z.strictObject({ id: z.string(), status: z.enum(DEAD_LETTER_STATUSES) })),
  })
  .openapi('ReplayWithResults');

const viewOf = (replay: Replay): z.output<typeof view> => ({
  replayId: replay._id,
  status: replay.status,
  messages: replay.ids.length,
  handedBack: replay.position,
  perSecond: replay.perSecond,
  reason: replay.reason,
  askedBy: replay.askedBy,
  startedAt: replay.startedAt.toISOString(),
  ...(replay.endedAt && { endedAt: replay.endedAt.toISOString() }),
});

export const getReplays = ({ connection }: Replaying): Route =>
  route({
    method: 'get',
    path: '/v1/operations/replays',
    operationId: 'getReplays',
    summary: 'Replays, latest first',
    roles,
    answers: { 200: { description: 'At most 100 of them', schema: z.array(view) } },
    async handle() {
      const found = replaysOf(connection).find().sort({ startedAt: -1 }).limit(LISTED_MAX);
      return { status: 200, body: (await found.toArray()).map(viewOf) };
    },
  });

export const getReplay = ({ connection }: Replaying): Route =>
  route({
    method: 'get',
    path: '/v1/operations/replays/{replayId}',
    operationId: 'getReplay',
    summary: 'How a replay stands, and how each of its messages does',
    roles,
    answers: { 200: { description: 'The replay', schema: withResults } },
    refusals: ['REPLAY_NOT_FOUND'],
    async handle({ params: { replayId } }) {
      const replay = await replaysOf(connection).findOne({ _id: replayId });
      if (!replay) return problem('REPLAY_NOT_FOUND');
      const letters = await deadLettersOf(connection)
        .find({ _id: { $in: [...replay.ids] } }, { projection: { status: 1 } })
        .toArray();
      const statuses = new Map(letters.map(({ _id, status }) => [_id, status]));
      const results = replay.ids.flatMap((id) => {
        const status = statuses.get(id);
        return status === undefined ? [] : [{ id, status }];
      });
      return { status: 200, body: { ...viewOf(replay), results } };
    },
  });

export const postCancellations = ({ connection, rows }: Replaying): Route =>
  route({
    method: 'post',
    path: '/v1/operations/replays/{replayId}/cancellations',
    operationId: 'cancelReplay',
    summary: 'Ends a replay: what is not handed back yet stays dead',
    roles: ['ops-act'],
    idempotent: true,
    body: reasonBody,
    answers: { 200: { description: 'It is ended', schema: view } },
    refusals: ['REPLAY_NOT_FOUND'],
    async handle({ params: { replayId }, body: { reason }, caller: { sub: actor } }) {
      const isNew = await cancel(connection, replayId, new Date());
      if (isNew) await record(rows, { act: 'CANCEL_REPLAY', subject: replayId, actor, reason });
      const replay = await replaysOf(connection).findOne({ _id: replayId });
      if (!replay) return problem('REPLAY_NOT_FOUND');
      return { status: 200, body: viewOf(replay) };
    },
  });
