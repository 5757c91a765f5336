/** Handing messages back: foreseeing it, asking for it, watching it. */
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { STATUSES } from './failures.ts';
import { ask } from './request.ts';
import { pathOf, SERVICES, useGathered } from './services.ts';

const preview = z.object({
  id: z.string(),
  status: z.enum(['would-run', 'behind-parked-key', 'behind-dead-letter', 'not-dead']),
  outcome: z.enum(['done', 'wait', 'refused', 'failed']).optional(),
  code: z.string().optional(),
  publishes: z.array(z.string()),
  moves: z.array(
    z.object({
      reference: z.string(),
      legs: z.array(z.object({ account: z.string(), amount: z.number() })),
    }),
  ),
});
const replay = z.object({
  replayId: z.string(),
  status: z.enum(['RUNNING', 'DONE', 'CANCELLED']),
  messages: z.number(),
  handedBack: z.number(),
  perSecond: z.number(),
  reason: z.string(),
  askedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
});
const withResults = replay.extend({
  results: z.array(z.object({ id: z.string(), status: z.enum(STATUSES) })),
});
const asked = z.object({
  replayId: z.string(),
  approvalId: z.string().optional(),
  messages: z.number(),
});

export type Preview = z.output<typeof preview>;
export type Replay = z.output<typeof replay>;
export type AskedReplay = z.output<typeof asked>;

/** So many can be foreseen at once. */
export const PREVIEW_MAX = 200;
const REPLAYS_EVERY_MS = 2_000;
const REPLAY_EVERY_MS = 1_000;

/** Messages of one service: those of a cause, or those that were chosen. */
export interface Chosen {
  readonly service: string;
  readonly ids: readonly string[];
  /** All that are dead of this cause, also those not listed. */
  readonly cause?: string;
  readonly count: number;
}

const previews = z.array(preview);
const replays = z.array(replay);

/** What is dead may be handed back meanwhile, so what was foreseen is not kept. */
export const usePreview = ({ service, ids }: Chosen) =>
  useQuery({
    queryKey: ['preview', service, ids],
    gcTime: 0,
    queryFn: () =>
      ask(previews, pathOf(service, '/operations/previews'), {
        method: 'POST',
        body: { ids: ids.slice(-PREVIEW_MAX) },
      }),
  });

export function askReplay(
  { service, ids, cause }: Chosen,
  { perSecond, reason }: { perSecond: number; reason: string },
  key: string,
): Promise<AskedReplay> {
  const what = cause === undefined ? { ids } : { cause };
  const body = { ...what, perSecond, reason };
  return ask(asked, pathOf(service, '/operations/replays'), { method: 'POST', body, key });
}

export const useReplays = () =>
  useGathered({
    services: SERVICES,
    path: '/operations/replays',
    row: replays,
    everyMs: REPLAYS_EVERY_MS,
  });

export const useReplay = (service: string, replayId: string) =>
  useQuery({
    queryKey: ['replay', service, replayId],
    refetchInterval: ({ state: { data } }) =>
      data === undefined || data.status === 'RUNNING' ? REPLAY_EVERY_MS : false,
    queryFn: () => ask(withResults, pathOf(service, `/operations/replays/${replayId}`)),
  });

export async function cancelReplay(
  service: string,
  replayId: string,
  { reason, key }: { reason: string; key: string },
): Promise<void> {
  const path = pathOf(service, `/operations/replays/${replayId}/cancellations`);
  await ask(replay, path, { method: 'POST', body: { reason }, key });
}

const dropped = z.object({ dropped: z.array(z.string()) });

export async function drop(
  { service, ids }: Chosen,
  { reason, key }: { reason: string; key: string },
): Promise<void> {
  const path = pathOf(service, '/operations/drops');
  await ask(dropped, path, { method: 'POST', body: { ids, reason }, key });
}
