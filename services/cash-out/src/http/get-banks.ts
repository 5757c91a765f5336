import { type Route, route, z } from '@angkutan/http';
import { BANKS } from '../domain/banks.ts';

export const getBanks: Route = route({
  method: 'get',
  path: '/v1/banks',
  operationId: 'getBanks',
  summary: 'The banks that can be paid out to',
  roles: ['customer', 'driver', 'merchant', 'service', 'ops', 'ops-act'],
  answers: {
    200: {
      description: 'By bank code',
      schema: z.array(z.object({ bankCode: z.string(), name: z.string() })),
    },
  },
  handle: () => ({ status: 200, body: BANKS }),
});
