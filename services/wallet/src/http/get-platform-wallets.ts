import { type Route, route, z } from '@angkutan/http';
import { placeOf } from '@angkutan/ledger';
import type { BookTotal } from '../domain/reports.ts';

const wallet = z.object({ kind: z.string(), currency: z.literal('IDR'), balance: z.int() });

/** The platform's own wallets: corporate, escrow (all that lies there), promotion (what it has spent). */
export const getPlatformWallets = (trialBalance: () => Promise<readonly BookTotal[]>): Route =>
  route({
    method: 'get',
    path: '/v1/platform-wallets',
    operationId: 'getPlatformWallets',
    summary: 'Corporate, escrow and promotion',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'The platform’s wallets', schema: z.array(wallet) } },
    handle: async () => {
      const kinds = await trialBalance();
      const sum = (wanted: (total: BookTotal) => boolean): bigint =>
        kinds.filter((one) => wanted(one)).reduce((all, { balance }) => all + balance, 0n);
      const of = (kind: string, balance: bigint): object => ({ kind, currency: 'IDR', balance });
      return {
        status: 200,
        body: [
          of(
            'CORPORATE',
            sum(({ kind }) => placeOf(kind) === 'corporate'),
          ),
          of(
            'ESCROW',
            sum(({ kind }) => placeOf(kind) === 'escrow'),
          ),
          of(
            'PROMOTION',
            sum(({ kind }) => kind === 'promotion'),
          ),
        ],
      };
    },
  });
