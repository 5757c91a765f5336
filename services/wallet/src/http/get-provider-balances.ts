import { type Route, route, z } from '@angkutan/http';
import type { PlaceBalance } from '../domain/reports.ts';

const schema = z.array(
  z.object({
    place: z.enum(['customer', 'escrow', 'corporate', 'unclaimed']),
    customerId: z.string().optional(),
    kind: z.string().optional(),
    balance: z.int(),
  }),
);

/** For reconciliation: each of these should equal what KasPro says, once nothing is in flight. */
export const getProviderBalances = (
  providerBalances: () => Promise<readonly PlaceBalance[]>,
): Route =>
  route({
    method: 'get',
    path: '/v1/ledger/provider-balances',
    operationId: 'getProviderBalances',
    summary: 'What lies on each KasPro account by our ledger; accounts are told by their owner',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'Balances by KasPro account', schema } },
    handle: async () => ({ status: 200, body: await providerBalances() }),
  });
