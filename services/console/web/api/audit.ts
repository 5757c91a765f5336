/** Who did what and why, over all services, latest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { type Cursor, mergedPage, type Page } from './merged-page.ts';
import { ask, queryOf } from './request.ts';
import { pathOf, SERVICES } from './services.ts';

const row = z.object({
  auditId: z.string(),
  at: z.string(),
  actor: z.string(),
  step: z.string(),
  act: z.string(),
  subject: z.string(),
  reason: z.string(),
  approvalId: z.string().optional(),
});
const rows = z.array(row);

export interface AuditRow extends z.output<typeof row> {
  readonly id: string;
  readonly service: string;
}

const PAGE_ROWS = 200;
const EVERY_MS = 10_000;

async function page(cursor: Cursor): Promise<Page<AuditRow>> {
  const answers = await Promise.all(
    SERVICES.map(async (service) => {
      const query = queryOf({ ...cursor, limit: PAGE_ROWS });
      const found = await ask(rows, pathOf(service, `/operations/audit${query}`));
      return found.map((one) => ({ ...one, id: one.auditId, service }));
    }),
  );
  return mergedPage(answers, PAGE_ROWS);
}

const FIRST: Cursor = {};

export const useAudit = () =>
  useInfiniteQuery({
    queryKey: ['audit'],
    initialPageParam: FIRST,
    refetchInterval: EVERY_MS,
    queryFn: ({ pageParam }) => page(pageParam),
    getNextPageParam: ({ next }: Page<AuditRow>) => next,
  });
