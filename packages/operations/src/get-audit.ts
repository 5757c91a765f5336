import { type Route, route, z } from '@angkutan/http';
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
      before: z.iso.datetime({ offset: true }).optional().meta({ description: 'The next page' }),
      limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(100),
    }),
    answers: { 200: { description: 'A page of the audit', schema: z.array(row) } },
    async handle({ query: { before, limit } }) {
      const earlier = before === undefined ? {} : { at: { $lt: new Date(before) } };
      const found = await audit.find(earlier).sort({ at: -1, _id: -1 }).limit(limit).toArray();
      return {
        status: 200,
        body: found.map(({ _id, at, ...rest }) => ({ ...rest, at: at.toISOString() })),
      };
    },
  });
