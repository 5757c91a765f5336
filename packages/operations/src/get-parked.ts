/** Messages that wait in their key's lane, by what they wait for: not given up, and tried again by themselves. */
import { problem, type Route, route, text, z } from '@angkutan/http';
import { announcedType, type Lane, lanesOf, schemaIdOf, toRaw } from '@angkutan/messaging';
import type { Connection } from 'mongoose';
import { contentOf, contentView, headersOf } from './letter-view.ts';
import type { Operated } from './operated.ts';

const KEYS_MAX = 500;
const CAUSES_MAX = 100;
const MESSAGES_MAX = 20;
const TERM_MAX = 200;
const roles = ['ops', 'ops-act'] as const;

const causeView = z
  .strictObject({
    group: z.string(),
    reason: z.string().meta({ description: 'What is waited for, or the code of the error' }),
    keys: z.int(),
    messages: z.int(),
    since: z.iso.datetime().meta({ description: 'Of the message that waits longest' }),
  })
  .openapi('ParkedCause');
const keyView = z
  .strictObject({
    id: z.string(),
    group: z.string(),
    topic: z.string(),
    key: z.string(),
    reason: z.string(),
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

const oldest = { $first: '$messages.at' };

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
        causesOf(connection),
        keysOf(connection, Object.fromEntries(asked)),
      ]);
      return { status: 200, body: { causes, keys: keys.map(viewOf) } };
    },
  });

interface Counted {
  readonly _id: { readonly group: string; readonly reason: string };
  readonly keys: number;
  readonly messages: number;
  readonly since: Date;
}

async function causesOf(connection: Connection) {
  const counted = await lanesOf(connection)
    .aggregate<Counted>([
      { $match: { count: { $gt: 0 } } },
      { $project: { group: 1, reason: 1, count: 1, since: oldest } },
      {
        $group: {
          _id: { group: '$group', reason: '$reason' },
          keys: { $sum: 1 },
          messages: { $sum: '$count' },
          since: { $min: '$since' },
        },
      },
      { $sort: { messages: -1, _id: 1 } },
      { $limit: CAUSES_MAX },
    ])
    .toArray();
  return counted.map(({ _id, since, ...sums }) => ({
    ..._id,
    ...sums,
    since: since.toISOString(),
  }));
}

type Waiting = Omit<Lane, 'messages'> & { readonly since: Date };

const keysOf = (connection: Connection, asked: object): Promise<readonly Waiting[]> =>
  lanesOf(connection)
    .aggregate<Waiting>([
      { $match: { ...asked, count: { $gt: 0 } } },
      { $set: { since: oldest } },
      { $unset: 'messages' },
      { $sort: { since: 1, _id: 1 } },
      { $limit: KEYS_MAX },
    ])
    .toArray();

const viewOf = ({ _id, group, topic, key, reason, count, tries, since, nextAt }: Waiting) => ({
  id: _id,
  group,
  topic,
  key,
  reason,
  messages: count,
  tries,
  since: since.toISOString(),
  nextAt: nextAt.toISOString(),
});

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
