/** The rows behind the figures of the ledger, what a day brought, and how far KasPro's balances are from ours. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ask, queryOf } from './request.ts';
import { pathOf } from './services.ts';

const volume = z.object({
  kind: z.string(),
  count: z.number(),
  amount: z.number(),
  fees: z.number(),
});
const day = z.object({
  date: z.string(),
  asOf: z.string(),
  kinds: z.array(volume),
  hours: z.array(z.object({ hour: z.number(), kinds: z.array(volume) })),
});
const account = z.object({
  account: z.string(),
  customerId: z.string().optional(),
  role: z.string().optional(),
  tier: z.string().optional(),
  balance: z.number(),
});
const accounts = z
  .object({ accounts: z.array(account), nextCursor: z.string().optional() })
  .transform(({ accounts: rows, nextCursor }) => ({ rows, nextCursor }));
const entry = z.object({
  reference: z.string(),
  requestId: z.string(),
  kind: z.string(),
  step: z.string(),
  at: z.string(),
  legs: z.array(z.object({ account: z.string(), amount: z.number() })),
});
const entries = z
  .object({ entries: z.array(entry), nextCursor: z.string().optional() })
  .transform(({ entries: rows, nextCursor }) => ({ rows, nextCursor }));

export const LOOK_STATES = ['DRIFTS', 'SEEN_ONCE', 'IN_FLIGHT', 'UNREAD', 'AGREES'] as const;
const state = z.enum(LOOK_STATES);
const look = z.object({
  account: z.string(),
  customerId: z.string(),
  kind: z.string(),
  state,
  at: z.string(),
  ours: z.number().optional(),
  theirs: z.number().optional(),
  drift: z.number(),
  since: z.string().optional(),
});
const drift = z.object({
  states: z.array(z.object({ state, accounts: z.number() })),
  oldestLookAt: z.string().optional(),
  looks: z.array(look),
});
const looks = z.array(look);

export type Volume = z.output<typeof volume>;
export type Account = z.output<typeof account>;
export type Entry = z.output<typeof entry>;
export type Look = z.output<typeof look>;
export type LookState = Look['state'];

const VOLUME_EVERY_MS = 10_000;
const DRIFT_EVERY_MS = 5_000;
const PAGE_ROWS = 200;

/** Absent values ask for everything. */
export type Filter = Readonly<Record<string, string | undefined>>;

/** `date`: `2026-11-22` in Jakarta. */
export const useVolume = (date: string) =>
  useQuery({
    queryKey: ['ledger', 'volume', date],
    refetchInterval: VOLUME_EVERY_MS,
    queryFn: () => ask(day, pathOf('wallet', `/ledger/volume${queryOf({ date })}`)),
  });

export const useDrift = (of: LookState) =>
  useQuery({
    queryKey: ['ledger', 'drift', of],
    refetchInterval: DRIFT_EVERY_MS,
    queryFn: () => ask(drift, pathOf('wallet', `/ledger/drift${queryOf({ state: of })}`)),
  });

/** Asks KasPro now about the accounts of one customer; nobody when `customerId` is empty. */
export const useLookNow = (customerId: string) =>
  useQuery({
    queryKey: ['ledger', 'look', customerId],
    enabled: customerId !== '',
    queryFn: () => ask(looks, pathOf('wallet', `/ledger/drift/${encodeURIComponent(customerId)}`)),
  });

interface Page<T> {
  readonly rows: readonly T[];
  readonly nextCursor?: string | undefined;
}

function usePages<T>(path: string, page: z.ZodType<Page<T>>, filter: Filter) {
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['ledger', path, filter],
    initialPageParam: '',
    queryFn: ({ pageParam: cursor }) =>
      ask(page, pathOf('wallet', `${path}${queryOf({ ...filter, cursor, limit: PAGE_ROWS })}`)),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  return {
    rows: data?.pages.flatMap(({ rows }) => rows),
    error,
    onEnd: () => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    },
  };
}

export const useAccounts = (filter: Filter) =>
  usePages<Account>('/ledger/accounts', accounts, filter);
export const useEntries = (filter: Filter) => usePages<Entry>('/ledger/entries', entries, filter);
