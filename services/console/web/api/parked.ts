/** Messages that wait in their key's lane, over all services: not given up, and tried again by themselves. */
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ask, queryOf } from './request.ts';
import { type Of, pathOf, SERVICES, useGathered } from './services.ts';

/** As dead letters have theirs; what was parked before it was kept has its reason alone. */
const why = {
  group: z.string(),
  reason: z.string(),
  cause: z.string(),
  errorClass: z.string(),
  frames: z.array(z.string()),
  schemaId: z.number().nullable(),
  codeVersion: z.string(),
};
const cause = z.object({
  ...why,
  keys: z.number(),
  messages: z.number(),
  since: z.string(),
});
const key = z.object({
  ...why,
  id: z.string(),
  topic: z.string(),
  key: z.string(),
  messages: z.number(),
  tries: z.number(),
  since: z.string(),
  nextAt: z.string(),
});
const story = key.extend({
  first: z.array(
    z.object({
      partition: z.number(),
      offset: z.number(),
      type: z.string(),
      schemaId: z.number().nullable(),
      at: z.string(),
      event: z.record(z.string(), z.unknown()).nullable(),
      unread: z.enum(['UNDECODABLE', 'REGISTRY_UNAVAILABLE']).optional(),
      headers: z.record(z.string(), z.string()),
    }),
  ),
});
/** One service's answer, as the one row of it. */
const parked = z
  .object({ causes: z.array(cause), keys: z.array(key) })
  .transform((told) => [told] as const);

export type ParkedCause = Of<z.output<typeof cause>>;
export type ParkedKey = Of<z.output<typeof key>>;
export type ParkedStory = z.output<typeof story>;

const EVERY_MS = 3_000;

/** Which keys are listed; the causes are always all. */
export interface ParkedWanted {
  readonly cause?: string;
}

export function useParked(wanted: ParkedWanted) {
  const path = `/operations/parked${queryOf({ ...wanted })}`;
  const { rows, ...rest } = useGathered({
    services: SERVICES,
    path,
    row: parked,
    everyMs: EVERY_MS,
  });
  const of = <T extends object>(service: string, all: readonly T[]): readonly Of<T>[] =>
    all.map((one) => ({ ...one, service }));
  return {
    ...rest,
    causes: rows.flatMap(({ service, causes }) => of(service, causes)),
    keys: rows.flatMap(({ service, keys }) => of(service, keys)),
  };
}

export const useParkedStory = ({ service, id }: Pick<ParkedKey, 'service' | 'id'>) =>
  useQuery({
    queryKey: ['parked', service, id],
    queryFn: () => ask(story, pathOf(service, `/operations/parked/${encodeURIComponent(id)}`)),
  });
