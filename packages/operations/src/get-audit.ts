import { type Route, route, z } from '@angkutan/http';
import { LATEST_FIRST, olderThan, pagingFields } from './paging.ts';
import type { Replaying } from './post-replays.ts';

const PAGE_MAX = 500;

const row = z
  .strictObject({
    auditId: z.string(),
    at: z.iso.datetime(),
    actor: z.string(),
    step: z.string(),
    act: z.string(),
    subject: z.string(),
    reason: z.string(),
    approvalId: z.string().optional(),
  })
  .openapi('AuditRow');

export const getAudit = ({ rows: { audit } }: Pick<Replaying, 'rows'>): Route =>
  route({
    method: 'get',
    path: '/v1/operations/audit',
    operationId: 'getAudit',
    summary: 'Who did what to this service and its money, and why; latest first',
    roles: ['ops', 'ops-act'],
    query: z.strictObject({
      ...pagingFields,
      limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(100),
    }),
    answers: { 200: { description: 'A page of the audit', schema: z.array(row) } },
    async handle({ query: { limit, ...paging } }) {
      const found = await audit.find(olderThan(paging)).sort(LATEST_FIRST).limit(limit).toArray();
      return {
        status: 200,
        body: found.map(({ _id, at, ...rest }) => ({ ...rest, at: at.toISOString() })),
      };
    },
  });
