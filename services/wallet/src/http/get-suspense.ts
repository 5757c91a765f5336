import { type Route, route, z } from '@angkutan/http';
import type { SuspenseQueries } from '../domain/suspense-entry.ts';

const LISTED_MAX = 500;

const schema = z.array(
  z.object({
    id: z.string().meta({ description: 'KasPro’s reference of the top-up' }),
    walletId: z.string().optional(),
    customerId: z.string().optional(),
    amount: z.int(),
    reason: z.enum(['BALANCE_LIMIT', 'MONTHLY_LIMIT', 'ROLE_UNKNOWN', 'NUMBER_UNKNOWN']),
  }),
);

export const getSuspense = ({ listSuspense }: Pick<SuspenseQueries, 'listSuspense'>): Route =>
  route({
    method: 'get',
    path: '/v1/suspense',
    operationId: 'getSuspense',
    summary: 'Money that waits for room or for an operator; without a customer it is nobody’s yet',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'At most 500 entries', schema } },
    handle: async () => ({ status: 200, body: await listSuspense(LISTED_MAX) }),
  });
