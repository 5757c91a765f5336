/** Messages that wait in their key's lane, by what they wait for: not given up, and tried again by themselves. */
import { problem, type Route, route, text, z } from '@angkutan/http';
import { announcedType, lanesOf, schemaIdOf, toRaw } from '@angkutan/messaging';
import { contentOf, contentView, headersOf } from './letter-view.ts';
import type { Operated } from './operated.ts';
import { parkedCauses, parkedLanes, type Waiting, whyIn } from './parked-lanes.ts';

const MESSAGES_MAX = 20;
const TERM_MAX = 200;
const roles = ['ops', 'ops-act'] as const;

const why = {
  group: z.string(),
  reason: z.string().meta({ description: 'What is waited for, or the code of the error' }),
  cause: z.string().meta({ description: 'Names those that look alike; asks for them' }),
  errorClass: z.string(),
  frames: z.array(z.string()).meta({ description: 'Where it was thrown, innermost first' }),
  schemaId: z.int().nullable(),
  codeVersion: z.string().meta({ description: 'Empty where it was parked before it was kept' }),
};
const causeView = z
  .strictObject({
    ...why,
    keys: z.int(),
    messages: z.int(),
    since: z.iso.datetime().meta({ description: 'Of the message that waits longest' }),
  })
  .openapi('ParkedCause');
const keyView = z
  .strictObject({
    ...why,
    id: z.string(),
    topic: z.string(),
    key: z.string(),
    messages: z.int(),
    tries: z.int().meta({ description: 'Of the first message' }),
    since: z.iso.datetime(),
    nextAt: z.iso.datetime().meta({ description: 'When the first message is tried again' }),
  })
  .openapi('ParkedKey');
const messageView = contentView.extend({
  partition: z.int(),
  offset: z.int(),
  type: z.string(),
  schemaId: z.int().nullable(),
  at: z.iso.datetime(),
  headers: z.record(z.string(), z.string()),
});
const storyView = keyView
  .extend({ first: z.array(messageView).meta({ description: 'Oldest first, at most 20' }) })
  .openapi('ParkedKeyStory');

export const getParked = ({ connection }: Operated): Route =>
  route({
    method: 'get',
    path: '/v1/operations/parked',
    operationId: 'getParked',
    summary: 'Keys whose messages wait, by what they wait for; the longest first',
    roles,
    query: z.strictObject({
      group: text(TERM_MAX).optional(),
      reason: text(TERM_MAX).optional(),
      cause: text(TERM_MAX).optional(),
      key: text(TERM_MAX).optional(),
    }),
    answers: {
      200: {
        description: 'All causes, and at most 500 keys of those asked for',
        schema: z.strictObject({ causes: z.array(causeView), keys: z.array(keyView) }),
      },
    },
    async handle({ query }) {
      const asked = Object.entries(query).filter(([, term]) => term !== undefined);
      const [causes, keys] = await Promise.all([
        parkedCauses(connection),
        parkedLanes(connection, Object.fromEntries(asked)),
      ]);
      return { status: 200, body: { causes, keys: keys.map(viewOf) } };
    },
  });

const viewOf = (waiting: Waiting) => {
  const { _id, topic, key, count, tries, since, nextAt } = waiting;
  return {
    ...whyIn(waiting),
    id: _id,
    topic,
    key,
    messages: count,
    tries,
    since: since.toISOString(),
    nextAt: nextAt.toISOString(),
  };
};

export const getParkedKey = ({ connection, codec }: Operated): Route =>
  route({
    method: 'get',
    path: '/v1/operations/parked/{id}',
    operationId: 'getParkedKey',
    summary: 'The messages that wait behind one key, decoded and masked',
    roles,
    answers: { 200: { description: 'The key', schema: storyView } },
    refusals: ['PARKED_KEY_NOT_FOUND'],
    async handle({ params: { id } }) {
      const lane = await lanesOf(connection).findOne({ _id: id, count: { $gt: 0 } });
      const head = lane?.messages[0];
      if (!lane || !head) return problem('PARKED_KEY_NOT_FOUND');
      const first = await Promise.all(
        lane.messages.slice(0, MESSAGES_MAX).map(async (message) => {
          const raw = toRaw(lane, message);
          return {
            partition: message.partition,
            offset: Number(message.offset),
            type: announcedType(raw) ?? '',
            schemaId: schemaIdOf(raw.value) ?? null,
            at: message.at.toISOString(),
            headers: headersOf(raw),
            ...(await contentOf(raw.value, codec)),
          };
        }),
      );
      return { status: 200, body: { ...viewOf({ ...lane, since: head.at }), first } };
    },
  });
