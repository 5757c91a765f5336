/** Messages that consumers gave up, over all services. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ask, queryOf } from './request.ts';
import { type Of, pathOf, SERVICES, useGathered } from './services.ts';
import { type Cursor, mergedPage, type Page } from './merged-page.ts';

export const STATUSES = ['DEAD', 'REPLAYING', 'REPLAYED', 'DROPPED'] as const;

const letter = z.object({
  id: z.string(),
  status: z.enum(STATUSES),
  group: z.string(),
  topic: z.string(),
  partition: z.number(),
  offset: z.number(),
  key: z.string(),
  type: z.string(),
  errorClass: z.string(),
  code: z.string(),
  text: z.string(),
  schemaId: z.number().nullable(),
  codeVersion: z.string(),
  cause: z.string(),
  attempts: z.number(),
  firstFailureAt: z.string(),
  at: z.string(),
});
const story = letter.extend({
  frames: z.array(z.string()),
  headers: z.record(z.string(), z.string()),
  event: z.record(z.string(), z.unknown()).nullable(),
  unread: z.enum(['UNDECODABLE', 'REGISTRY_UNAVAILABLE']).optional(),
});
const cause = z.object({
  cause: z.string(),
  group: z.string(),
  errorClass: z.string(),
  code: z.string(),
  text: z.string(),
  frames: z.array(z.string()),
  schemaId: z.number().nullable(),
  codeVersion: z.string(),
  count: z.number(),
  keys: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  note: z.object({ text: z.string(), by: z.string(), at: z.string() }).nullable(),
});

export type Letter = Of<z.output<typeof letter>>;
export type LetterStory = z.output<typeof story>;
export type Cause = Of<z.output<typeof cause>>;

const letters = z.array(letter);
const causes = z.array(cause);

/** A failure is to be seen within five seconds. */
const CAUSES_EVERY_MS = 3_000;
/** The first page is soon there; who reads on wants many. */
const FIRST_ROWS = 200;
const FURTHER_ROWS = 1_000;

export const useCauses = () =>
  useGathered({
    services: SERVICES,
    path: '/operations/causes',
    row: causes,
    everyMs: CAUSES_EVERY_MS,
  });

/** What the reader looks for; all of it may be absent. */
export interface Wanted {
  readonly service?: string;
  readonly status?: string;
  readonly cause?: string;
  readonly type?: string;
  readonly key?: string;
  readonly code?: string;
  readonly search?: string;
}

async function page({ service, ...filter }: Wanted, cursor: Cursor) {
  const limit = cursor.before === undefined ? FIRST_ROWS : FURTHER_ROWS;
  const asked = service === undefined ? SERVICES : [service];
  const answers = await Promise.all(
    asked.map(async (name): Promise<readonly Letter[]> => {
      const query = queryOf({ ...filter, ...cursor, limit });
      const found = await ask(letters, pathOf(name, `/operations/failures${query}`));
      return found.map((one) => ({ ...one, service: name }));
    }),
  );
  return mergedPage(answers, limit);
}

const FIRST: Cursor = {};

/** `mark`: changes when there is something new to read. */
export const useLetters = (wanted: Wanted, mark: string) =>
  useInfiniteQuery({
    queryKey: ['letters', wanted, mark],
    initialPageParam: FIRST,
    queryFn: ({ pageParam }) => page(wanted, pageParam),
    getNextPageParam: ({ next }: Page<Letter>) => next,
    placeholderData: (last) => last,
    staleTime: Infinity,
    // The same mark comes again once what was new is gone; what was read then must not come with it.
    gcTime: 0,
  });

const noted = z.object({ cause: z.string() });

/** Tells the other operators something of a cause, once for one key. */
export async function noteCause(
  { service, cause }: Pick<Cause, 'service' | 'cause'>,
  note: string,
  key: string,
): Promise<void> {
  const path = pathOf(service, `/operations/causes/${encodeURIComponent(cause)}/notes`);
  await ask(noted, path, { method: 'POST', body: { note }, key });
}

export const useLetterStory = (service: string, id: string) =>
  useQuery({
    queryKey: ['letter', service, id],
    queryFn: () => ask(story, pathOf(service, `/operations/failures/${encodeURIComponent(id)}`)),
  });
