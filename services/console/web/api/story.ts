/** One timeline over all services, from any id that stands in it. */
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ask, queryOf } from './request.ts';

const step = z.object({
  at: z.string(),
  kind: z.enum(['command', 'event', 'message', 'posting', 'call', 'callback', 'reconciliation']),
  service: z.string(),
  title: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  topic: z.string().optional(),
  partition: z.number().optional(),
  offset: z.number().optional(),
});
const story = z.object({
  query: z.string(),
  steps: z.array(step),
  related: z.array(z.string()),
});

export type Step = z.output<typeof step>;
export type Story = z.output<typeof story>;

/** A ride that is under way is told on while one looks. */
const EVERY_MS = 5_000;

export const useStory = (query: string) =>
  useQuery({
    queryKey: ['story', query],
    enabled: query !== '',
    refetchInterval: EVERY_MS,
    queryFn: () => ask(story, `/stories${queryOf({ q: query })}`),
  });
