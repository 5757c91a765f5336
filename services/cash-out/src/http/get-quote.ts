import { type Route, route, z } from '@angkutan/http';
import { rupiah } from '@angkutan/money';
import { CHANNELS, inForce, type Rules } from '@angkutan/rules';
import { quote } from '../domain/quote.ts';
import { AMOUNT_REFUSALS, problemOf } from './problems.ts';

const amount = z.int();

export interface GetQuoteParts {
  /** The versions of the rules that were added, in the order of their starts. */
  readonly loadRules: () => Promise<readonly Rules[]>;
  readonly now: () => Date;
}

/** What a cash-out costs, before it is asked for. */
export const getQuote = ({ loadRules, now }: GetQuoteParts): Route =>
  route({
    method: 'get',
    path: '/v1/cash-outs/quote',
    operationId: 'quoteCashOut',
    summary: 'What a cash-out of this amount costs',
    roles: ['customer', 'driver', 'merchant', 'service', 'ops', 'ops-act'],
    query: z.strictObject({
      channel: z.enum(CHANNELS),
      amount: z
        .string()
        .regex(/^[0-9]{1,12}$/)
        .meta({ description: 'Whole rupiah', example: '100000' }),
    }),
    answers: {
      200: {
        description: 'Whole rupiah; total is what leaves the wallet',
        schema: z.object({ amount, fee: amount, total: amount }),
      },
    },
    refusals: AMOUNT_REFUSALS,
    async handle({ query: { channel, amount: asked } }) {
      const rules = inForce(await loadRules(), now());
      const quoted = quote(rules, { channel, amount: rupiah(BigInt(asked)) });
      if (!quoted.accepted) return problemOf(quoted.rejection);
      const { rulesVersion: _version, ...costs } = quoted.quote;
      return { status: 200, body: costs };
    },
  });
