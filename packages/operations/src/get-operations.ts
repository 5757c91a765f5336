import { hostname } from 'node:os';
import { type Route, route, z } from '@angkutan/http';
import { deadLettersOf, errorsOf, holdsOf, lanesOf, outboxState } from '@angkutan/messaging';
import type { Operated } from './operated.ts';
import { sharedReading } from './shared-reading.ts';

const count = z.int().min(0);
/** Several look on, each every few seconds; a reading is several queries. */
const READING_LIVES_MS = 1_000;
const instance = `${hostname()}:${process.pid}`;
/** When this process began. */
const since = new Date(Date.now() - process.uptime() * 1_000).toISOString();

const schema = z.strictObject({
  service: z.string(),
  version: z.string(),
  instance: z.string().meta({ description: 'Host and process id of who answers' }),
  since: z.iso.datetime().meta({ description: 'When this process began' }),
  at: z.iso.datetime(),
  consumers: z.array(
    z.strictObject({
      group: z.string(),
      topics: z.array(z.string()),
      alive: z.boolean().meta({ description: 'Member of a stable group, and polled lately' }),
      held: z
        .strictObject({ by: z.string(), reason: z.string(), at: z.iso.datetime() })
        .optional()
        .meta({ description: 'An operator has stopped it' }),
      errors: z
        .record(z.string(), count)
        .meta({ description: 'Tries that went wrong since this process began, by class' }),
    }),
  ),
  outbox: z.strictObject({ backlog: count, oldestSeconds: z.number().min(0) }),
  parked: z.strictObject({
    keys: count,
    messages: count,
    reasons: z.record(z.string(), count).meta({ description: 'Keys by why they wait' }),
  }),
  deadLetters: z.strictObject({ dead: count, replaying: count }),
  breakers: z.record(z.string(), z.string()),
  instructions: z
    .record(z.string(), count)
    .meta({ description: 'Calls to KasPro that are not final, by status' }),
  canary: z
    .strictObject({
      sentAt: z.iso.datetime().meta({ description: 'Of the last that was heard of again' }),
      ageSeconds: z.number().min(0).meta({ description: 'How long ago that was' }),
      tookMs: z.number().min(0),
      due: count.meta({ description: 'How many should have been heard of in time, in 30 days' }),
      good: count.meta({ description: 'How many were' }),
      objective: z.number().meta({ description: 'The share of those due that is promised' }),
    })
    .optional()
    .meta({
      description: 'An event that goes the way of payments and is timed; it moves no money',
    }),
});

/** One look at the service as it is now; the figures of the database are those of all its instances. */
export function getOperations(operated: Operated): Route {
  const figures = sharedReading(
    () => READING_LIVES_MS,
    () => figuresOf(operated),
  );
  return route({
    method: 'get',
    path: '/v1/operations',
    operationId: 'getOperations',
    summary:
      'How the service runs: consumers, outbox, parked keys, dead letters, breakers, calls under way',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'Now', schema } },
    handle: async () => ({ status: 200, body: await snapshot(operated, await figures()) }),
  });
}

type Shown = z.output<typeof schema>;
type Figures = Pick<Shown, 'outbox' | 'parked' | 'deadLetters' | 'instructions'>;

async function figuresOf(operated: Operated): Promise<Figures> {
  const [outbox, parked, deadLetters, instructions] = await Promise.all([
    outboxState(operated.connection),
    parkedByReason(operated),
    lettersByState(operated),
    operated.instructions?.backlog() ?? {},
  ]);
  return { outbox, parked, deadLetters, instructions };
}

async function snapshot(operated: Operated, figures: Figures): Promise<Shown> {
  const { service, version, connection, consumers, breakers } = operated;
  const [holds, errors] = await Promise.all([
    holdsOf(connection).find().toArray(),
    Promise.all(consumers.map(({ group }) => errorsOf(group))),
  ]);
  const heldBy = new Map(holds.map((hold) => [hold._id, hold]));
  return {
    service,
    version,
    instance,
    since,
    at: new Date().toISOString(),
    consumers: consumers.map(({ group, topics, isAlive }, index) => {
      const held = heldBy.get(group);
      return {
        group,
        topics: [...topics],
        alive: isAlive(),
        errors: errors[index] ?? {},
        ...(held && { held: { by: held.by, reason: held.reason, at: held.at.toISOString() } }),
      };
    }),
    ...figures,
    breakers: breakers?.() ?? {},
    ...canaryOf(operated),
  };
}

function canaryOf({ canary }: Operated) {
  const health = canary?.();
  if (!health) return {};
  const ageSeconds = Math.max(0, Date.now() - health.sentAt.getTime()) / 1_000;
  return { canary: { ...health, sentAt: health.sentAt.toISOString(), ageSeconds } };
}

async function lettersByState({ connection }: Operated) {
  const rows = await deadLettersOf(connection)
    .aggregate<{ _id: string; letters: number }>([
      { $match: { status: { $in: ['DEAD', 'REPLAYING'] } } },
      { $group: { _id: '$status', letters: { $sum: 1 } } },
    ])
    .toArray();
  const lettersOf = (status: string): number =>
    Number(rows.find(({ _id }) => _id === status)?.letters ?? 0);
  return { dead: lettersOf('DEAD'), replaying: lettersOf('REPLAYING') };
}

async function parkedByReason({ connection }: Operated) {
  const rows = await lanesOf(connection)
    .aggregate<{ _id: string; keys: number; messages: number }>([
      { $group: { _id: '$reason', keys: { $sum: 1 }, messages: { $sum: '$count' } } },
    ])
    .toArray();
  return {
    keys: rows.reduce((sum, { keys }) => sum + keys, 0),
    messages: rows.reduce((sum, { messages }) => sum + messages, 0),
    reasons: Object.fromEntries(rows.map(({ _id, keys }) => [_id, keys])),
  };
}
