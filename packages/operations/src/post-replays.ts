import { problem, type Route, route, text, z } from '@angkutan/http';
import { drop } from '@angkutan/messaging';
import { type ApprovalRows, type Desk, newApprovalId } from '@angkutan/operator-desk';
import { record } from './audit.ts';
import type { Operated } from './operated.ts';
import { idsOf } from './post-previews.ts';
import { reason } from './reason.ts';
import type { ReplayAct } from './replay-work.ts';
import { begun, inOrder, REPLAY_MAX, replaysOf } from './replays.ts';

const CAUSE_MAX = 100;
const PER_SECOND_MAX = 100;

const perSecond = z.int().min(1).max(PER_SECOND_MAX).default(10).meta({
  description: 'At most so many are handed back in a second',
});
const body = z.union([
  z.strictObject({ ids: idsOf(REPLAY_MAX), perSecond, reason }),
  z.strictObject({
    cause: text(CAUSE_MAX).meta({ description: 'All that are dead of this cause' }),
    perSecond,
    reason,
  }),
]);

export interface Replaying extends Operated {
  readonly rows: ApprovalRows<ReplayAct>;
  /** Absent where a replay moves no money, so that one person is enough. */
  readonly desk: Desk<ReplayAct> | undefined;
}

export const postReplays = ({ connection, desk, rows }: Replaying): Route =>
  route({
    method: 'post',
    path: '/v1/operations/replays',
    operationId: 'replay',
    summary:
      'Hands dead letters back to the consumer that failed; where money moves, a second person approves',
    roles: ['ops-act'],
    idempotent: true,
    body,
    answers: {
      202: {
        description: 'It is under way, or waits for approval and has its id then',
        schema: z.strictObject({
          replayId: z.string(),
          approvalId: z.string().optional(),
          messages: z.int(),
        }),
      },
    },
    refusals: ['DEAD_LETTERS_NOT_DEAD', 'REPLAY_TOO_LARGE'],
    async handle({ body: asked, caller: { sub: askedBy }, idempotencyKey = '' }) {
      const chosen = 'ids' in asked ? { _id: { $in: asked.ids } } : { cause: asked.cause };
      const ids = await inOrder(connection, chosen);
      if (ids.length === 0) return problem('DEAD_LETTERS_NOT_DEAD');
      if (ids.length > REPLAY_MAX) return problem('REPLAY_TOO_LARGE', { max: REPLAY_MAX });
      const act = { type: 'REPLAY', ids, perSecond: asked.perSecond } as const;
      const replayId = newApprovalId(askedBy, act, idempotencyKey);
      const told = { replayId, messages: ids.length };
      if (desk) {
        const approval = { approvalId: replayId, act, reason: asked.reason, askedBy };
        const refusal = await desk.ask(approval);
        if (refusal !== undefined) return problem(refusal);
        return { status: 202, body: { ...told, approvalId: replayId } };
      }
      const replay = {
        _id: replayId,
        ids,
        perSecond: asked.perSecond,
        reason: asked.reason,
        askedBy,
      };
      const { _id, ...rest } = begun(replay, new Date());
      await replaysOf(connection).updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
      const subject = `${ids.length} dead letters`;
      await record(rows, { act: 'REPLAY', subject, actor: askedBy, reason: asked.reason });
      return { status: 202, body: told };
    },
  });

export const postDrops = ({ connection, rows }: Replaying): Route =>
  route({
    method: 'post',
    path: '/v1/operations/drops',
    operationId: 'dropDeadLetters',
    summary: 'Gives dead letters up for good, so that later ones of their keys can be handed back',
    roles: ['ops-act'],
    idempotent: true,
    body: z.strictObject({ ids: idsOf(REPLAY_MAX), reason }),
    answers: {
      200: { description: 'Dropped', schema: z.strictObject({ dropped: z.array(z.string()) }) },
    },
    refusals: ['DEAD_LETTERS_NOT_DEAD'],
    async handle({ body: { ids, reason: why }, caller: { sub: actor } }) {
      const dropped: string[] = [];
      for (const id of ids) {
        if (!(await drop(connection, id))) continue;
        await record(rows, { act: 'DROP', subject: id, actor, reason: why });
        dropped.push(id);
      }
      return dropped.length > 0
        ? { status: 200, body: { dropped } }
        : problem('DEAD_LETTERS_NOT_DEAD');
    },
  });
