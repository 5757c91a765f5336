import { problem, type Route, route, z } from '@angkutan/http';
import { holdsOf } from '@angkutan/messaging';
import { record } from './audit.ts';
import type { Replaying } from './post-replays.ts';
import { reasonBody } from './reason.ts';

/** Only the instance that is asked: the others read on, or are dead of something of their own. */
export const postRestarts = ({ connection, consumers, rows }: Replaying): Route =>
  route({
    method: 'post',
    path: '/v1/operations/consumers/{group}/restarts',
    operationId: 'restartConsumer',
    summary:
      'Starts the consumer of this one process anew; the process goes on, nothing is lost or done twice',
    roles: ['ops-act'],
    idempotent: true,
    body: reasonBody,
    answers: {
      202: {
        description: 'It leaves its group and joins it anew; one that is under way is the same one',
        schema: z.strictObject({ group: z.string() }),
      },
    },
    refusals: ['CONSUMER_NOT_FOUND', 'CONSUMER_HELD'],
    async handle({ params: { group }, body: { reason }, caller: { sub: actor } }) {
      const consumer = consumers.find((one) => one.group === group);
      if (!consumer) return problem('CONSUMER_NOT_FOUND');
      if (await holdsOf(connection).findOne({ _id: group })) return problem('CONSUMER_HELD');
      await record(rows, { act: 'RESTART_CONSUMER', subject: group, actor, reason });
      void consumer.restart();
      return { status: 202, body: { group } };
    },
  });
