import { type Route, route, z } from '@angkutan/http';
import type { Standing } from '../domain/reports.ts';

const schema = z.object({
  kinds: z.array(z.object({ kind: z.string(), accounts: z.int(), balance: z.int() })),
  wallets: z
    .array(z.object({ role: z.string(), tier: z.string(), accounts: z.int(), balance: z.int() }))
    .meta({ description: 'Of the kind `wallet`: whose they are' }),
  sum: z.int().meta({ description: 'Zero, in every snapshot' }),
  asOf: z.iso.datetime(),
});

export const getTrialBalance = (standing: () => Promise<Standing>): Route =>
  route({
    method: 'get',
    path: '/v1/ledger/trial-balance',
    operationId: 'getTrialBalance',
    summary: 'The balance of every kind of account, read in one snapshot; they sum to zero',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'Balances by kind', schema } },
    handle: async () => {
      const { totals: kinds, wallets, asOf } = await standing();
      const sum = kinds.reduce((all, { balance }) => all + balance, 0n);
      return { status: 200, body: { kinds, wallets, sum, asOf: asOf.toISOString() } };
    },
  });
