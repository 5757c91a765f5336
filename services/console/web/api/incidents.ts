/** What the watcher has noticed, and what it did about it. */
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from './request.ts';

const incident = z.object({
  incidentId: z.string(),
  signature: z.string(),
  severity: z.enum(['page', 'warn']),
  subject: z.string(),
  since: z.string(),
  lastAt: z.string(),
  endedAt: z.string().optional(),
  value: z.number(),
  threshold: z.number(),
  unit: z.string(),
  runbook: z.string(),
  act: z
    .object({
      name: z.string(),
      state: z.string(),
      attempts: z.number(),
      at: z.string().optional(),
    })
    .optional(),
});
export type Incident = z.output<typeof incident>;

const EVERY_MS = 3_000;

export const useIncidents = () =>
  useQuery({
    queryKey: ['incidents'],
    refetchInterval: EVERY_MS,
    queryFn: () => ask(z.array(incident), '/incidents'),
  });

export async function actOn(incidentId: string, reason: string, key: string): Promise<void> {
  const path = `/incidents/${encodeURIComponent(incidentId)}/acts`;
  await ask(z.unknown(), path, { method: 'POST', body: { reason }, key });
}
