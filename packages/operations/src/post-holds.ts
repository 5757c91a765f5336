import { problem, type Route, route, z } from '@angkutan/http';
import { hold, letGo } from '@angkutan/messaging';
import { record } from './audit.ts';
import type { Operated } from './operated.ts';
import type { Replaying } from './post-replays.ts';
import { reasonBody } from './reason.ts';

const answer = z.object({ group: z.string(), held: z.boolean() });
const roles = ['ops-act'] as const;

const isOurs = ({ consumers }: Operated, group: string): boolean =>
  consumers.some((consumer) => consumer.group === group);

export const postHolds = (operated: Replaying): Route =>
  route({
    method: 'post',
    path: '/v1/operations/consumers/{group}/holds',
    operationId: 'holdConsumer',
    summary: 'Stops a consumer in all its instances within a second, until it is let go',
    roles,
    idempotent: true,
    body: reasonBody,
    answers: { 200: { description: 'It takes nothing in', schema: answer } },
    refusals: ['CONSUMER_NOT_FOUND'],
    async handle({ params: { group }, body: { reason }, caller }) {
      if (!isOurs(operated, group)) return problem('CONSUMER_NOT_FOUND');
      const [by, at] = [caller.sub, new Date()];
      await hold(operated.connection, { _id: group, by, reason, at });
      await record(operated.rows, { act: 'HOLD_CONSUMER', subject: group, actor: by, reason });
      return { status: 200, body: { group, held: true } };
    },
  });

export const postReleases = (operated: Replaying): Route =>
  route({
    method: 'post',
    path: '/v1/operations/consumers/{group}/releases',
    operationId: 'releaseConsumer',
    summary: 'Lets a consumer that was held go on',
    roles,
    idempotent: true,
    body: reasonBody,
    answers: { 200: { description: 'It goes on within a second', schema: answer } },
    refusals: ['CONSUMER_NOT_FOUND'],
    async handle({ params: { group }, body: { reason }, caller: { sub: actor } }) {
      if (!isOurs(operated, group)) return problem('CONSUMER_NOT_FOUND');
      await letGo(operated.connection, group);
      await record(operated.rows, { act: 'RELEASE_CONSUMER', subject: group, actor, reason });
      return { status: 200, body: { group, held: false } };
    },
  });
