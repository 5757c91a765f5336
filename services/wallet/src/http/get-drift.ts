/** How far KasPro's balances are from ours now, wallet by wallet; a look changes no money. */
import { problem, type Route, route, z } from '@angkutan/http';
import { driftOf, LOOK_STATES, type Look, type LookStore } from '../domain/live-drift.ts';
import type { AccountKind, CustomerAccount } from '../domain/provider-account.ts';

const LISTED_MAX = 500;

const rupiah = z.int().meta({ description: 'Whole rupiah' });
const look = z
  .object({
    account: z.string().meta({ description: 'Such as customer/c-1/SUBSCRIBER' }),
    customerId: z.string(),
    kind: z.string(),
    state: z.enum(LOOK_STATES).meta({
      description: 'SEEN_ONCE may be a callback on its way; DRIFTS has stood for a minute',
    }),
    at: z.iso.datetime(),
    ours: rupiah.optional(),
    theirs: rupiah.optional(),
    drift: rupiah.meta({ description: 'What KasPro has more than our books' }),
    since: z.iso.datetime().optional().meta({ description: 'Since when they differ' }),
  })
  .openapi('BalanceLook');
const schema = z.object({
  states: z.array(z.object({ state: z.enum(LOOK_STATES), accounts: z.int().min(0) })),
  oldestLookAt: z.iso.datetime().optional(),
  looks: z.array(look).meta({ description: 'Those that differ most first; at most 500' }),
});
const query = z.strictObject({ state: z.enum(LOOK_STATES).default('DRIFTS') });

export const getDrift = (looks: Pick<LookStore, 'ofState' | 'counts' | 'oldest'>): Route =>
  route({
    method: 'get',
    path: '/v1/ledger/drift',
    operationId: 'getDrift',
    summary: 'The last look at each customer’s account at KasPro beside our books',
    roles: ['ops', 'ops-act'],
    query,
    answers: { 200: { description: 'How many stand how, and those of one state', schema } },
    async handle({ query: { state } }) {
      const oldest = await looks.oldest();
      const found = await looks.ofState(state, LISTED_MAX);
      return {
        status: 200,
        body: {
          states: await looks.counts(),
          ...(oldest && { oldestLookAt: oldest.toISOString() }),
          looks: found.map((one) => viewOf(one)),
        },
      };
    },
  });

interface LookNow {
  readonly kindsOf: (customerId: string) => Promise<readonly AccountKind[]>;
  readonly lookAt: (accounts: readonly CustomerAccount[]) => Promise<readonly Look[]>;
}

/** Asks KasPro now; an account that was looked at within 5 s is not asked about again. */
export const getDriftOfCustomer = ({ kindsOf, lookAt }: LookNow): Route =>
  route({
    method: 'get',
    path: '/v1/ledger/drift/{customerId}',
    operationId: 'getDriftOfCustomer',
    summary: 'A look at a customer’s accounts at KasPro now, beside our books',
    roles: ['ops', 'ops-act'],
    answers: { 200: { description: 'One look per account', schema: z.array(look) } },
    refusals: ['WALLET_NOT_FOUND'],
    async handle({ params: { customerId } }) {
      const kinds = await kindsOf(customerId);
      if (kinds.length === 0) return problem('WALLET_NOT_FOUND');
      const seen = await lookAt(kinds.map((kind) => ({ place: 'customer', customerId, kind })));
      return { status: 200, body: seen.map((one) => viewOf(one)) };
    },
  });

const viewOf = ({ at, since, ...one }: Look): object => ({
  ...one,
  at: at.toISOString(),
  drift: driftOf(one),
  ...(since && { since: since.toISOString() }),
});
