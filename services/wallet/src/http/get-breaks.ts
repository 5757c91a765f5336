import { type Route, route, z } from '@angkutan/http';
import type { Breaks } from '../domain/reconciling.ts';
import { breakSchema, viewOf } from './break-view.ts';

const LISTED_MAX = 500;

export const getBreaks = ({ open }: Pick<Breaks, 'open'>, now: () => Date): Route =>
  route({
    method: 'get',
    path: '/v1/breaks',
    operationId: 'getBreaks',
    summary: 'Differences between our ledger and KasPro that nobody has resolved, oldest first',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'At most 500 of them', schema: z.array(breakSchema) } },
    handle: async () => ({
      status: 200,
      body: (await open(LISTED_MAX)).map((one) => viewOf(one, now())),
    }),
  });
