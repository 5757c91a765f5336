/** How everything runs, as the server tells it every two seconds. */
import { z } from 'zod';

/** Milliseconds since 1970, or as ISO 8601 writes it. */
const moment = z.union([z.number(), z.string()]).transform((at) => new Date(at).toISOString());

const consumer = z.object({
  group: z.string(),
  topics: z.array(z.string()),
  alive: z.boolean(),
  held: z.object({ by: z.string(), reason: z.string(), at: z.string() }).optional(),
});

const operations = z.object({
  service: z.string(),
  version: z.string(),
  instance: z.string(),
  since: z.string(),
  at: z.string(),
  consumers: z.array(consumer),
  outbox: z.object({ backlog: z.number(), oldestSeconds: z.number() }),
  parked: z.object({
    keys: z.number(),
    messages: z.number(),
    reasons: z.record(z.string(), z.number()),
  }),
  deadLetters: z.object({ dead: z.number(), replaying: z.number() }),
  breakers: z.record(z.string(), z.string()),
  instructions: z.record(z.string(), z.number()),
  canary: z
    .object({
      sentAt: z.string(),
      ageSeconds: z.number(),
      tookMs: z.number(),
      due: z.number(),
      good: z.number(),
      objective: z.number(),
    })
    .optional(),
});

const partition = z.object({
  topic: z.string(),
  partition: z.number(),
  committed: z.coerce.number(),
  end: z.coerce.number(),
  lag: z.number(),
  lagSeconds: z.number(),
});

const group = z.object({
  group: z.string(),
  service: z.string(),
  state: z.string(),
  members: z.array(
    z.object({
      memberId: z.string(),
      clientId: z.string(),
      host: z.string(),
      /** How many it reads. */
      partitions: z.number(),
    }),
  ),
  partitions: z.array(partition),
  lag: z.number(),
  lagSeconds: z.number(),
  stalledSeconds: z.number(),
  errors: z.record(z.string(), z.number()),
  perSecond: z.number(),
  rebalances: z.number(),
  history: z.array(z.object({ at: moment, lag: z.number(), perSecond: z.number() })),
});

const service = z.object({
  name: z.string(),
  instances: z.array(
    z.object({
      url: z.string(),
      reachable: z.boolean(),
      restarts: z.number(),
      operations: operations.optional(),
    }),
  ),
});

export const stateSchema = z.object({
  at: z.string(),
  services: z.array(service),
  groups: z.array(group),
});

export type Operations = z.output<typeof operations>;
export type Partition = z.output<typeof partition>;
export type Group = z.output<typeof group>;
export type Service = z.output<typeof service>;
export type State = z.output<typeof stateSchema>;
