import { problem, type Route, route, z } from '@angkutan/http';
import { record } from './audit.ts';
import type { Replaying } from './post-replays.ts';
import { reasonBody } from './reason.ts';

export const postParkedReleases = ({ consumers, rows }: Replaying): Route =>
  route({
    method: 'post',
    path: '/v1/operations/consumers/{group}/parked/releases',
    operationId: 'releaseParked',
    summary:
      'Lets what waits be tried now and not after its pause; no message and no attempt changes',
    roles: ['ops-act'],
    idempotent: true,
    body: reasonBody,
    answers: {
      200: {
        description: 'They are due; those before their last attempt keep their pause',
        schema: z.strictObject({ group: z.string(), keys: z.int() }),
      },
    },
    refusals: ['CONSUMER_NOT_FOUND'],
    async handle({ params: { group }, body: { reason }, caller: { sub: actor } }) {
      const consumer = consumers.find((one) => one.group === group);
      if (!consumer) return problem('CONSUMER_NOT_FOUND');
      const keys = await consumer.releaseParked();
      await record(rows, { act: 'RELEASE_PARKED', subject: group, actor, reason });
      return { status: 200, body: { group, keys } };
    },
  });
