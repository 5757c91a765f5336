import { type Route, route, z } from '@angkutan/http';
import type { ActQueries } from '../domain/acting.ts';

const LISTED_MAX = 500;

const schema = z.array(
  z.object({
    approvalId: z.string(),
    act: z.looseObject({ type: z.string() }),
    reason: z.string(),
    askedBy: z.string(),
    askedAt: z.iso.datetime(),
  }),
);

export const getApprovals = ({ waitingApprovals }: Pick<ActQueries, 'waitingApprovals'>): Route =>
  route({
    method: 'get',
    path: '/v1/approvals',
    operationId: 'getApprovals',
    summary: 'Acts that wait for a second person, oldest first',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'At most 500 of them', schema } },
    handle: async () => {
      const waiting = await waitingApprovals(LISTED_MAX);
      return {
        status: 200,
        body: waiting.map(({ approvalId, act, reason, askedBy, askedAt }) => ({
          approvalId,
          act,
          reason,
          askedBy,
          askedAt: askedAt.toISOString(),
        })),
      };
    },
  });
