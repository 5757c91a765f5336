import { type Route, route, z } from '@angkutan/http';
import type { BookTotal } from '../domain/reports.ts';

const schema = z.object({
  kinds: z.array(z.object({ kind: z.string(), accounts: z.int(), balance: z.int() })),
  sum: z.int().meta({ description: 'Zero, in every snapshot' }),
  asOf: z.iso.datetime(),
});

export const getTrialBalance = (
  trialBalance: () => Promise<readonly BookTotal[]>,
  now: () => Date,
): Route =>
  route({
    method: 'get',
    path: '/v1/ledger/trial-balance',
    operationId: 'getTrialBalance',
    summary: 'The balance of every kind of account, read in one snapshot; they sum to zero',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'Balances by kind', schema } },
    handle: async () => {
      const kinds = await trialBalance();
      const sum = kinds.reduce((all, { balance }) => all + balance, 0n);
      return { status: 200, body: { kinds, sum, asOf: now().toISOString() } };
    },
  });
