/** Wallets that stand still: who contradicts itself, who is contained, and the two words that change it. */
import { problem, type Route, route, text, z } from '@angkutan/http';
import { verdictFor } from '@angkutan/messaging';
import type { Contain, ContainedQueries } from '../domain/contain.ts';
import type { Tell } from '../service-message.ts';

const REASON_MAX = 500;
const SHOWN_MAX = 200;
const READERS = ['ops', 'ops-act'] as const;
const body = z.strictObject({ reason: text(REASON_MAX) });
const answer = z.object({ walletId: z.string(), contained: z.boolean() });

const getDifferingWallets = ({ differing }: Pick<ContainedQueries, 'differing'>): Route =>
  route({
    method: 'get',
    path: '/v1/ledger/differing-wallets',
    operationId: 'getDifferingWallets',
    summary: 'Wallets that do not hold what their entries add up to; reads the whole journal',
    roles: READERS,
    answers: {
      200: {
        description: 'None where the ledger is sound',
        schema: z.array(
          z.object({
            walletId: z.string(),
            amount: z.int().meta({ description: 'Too much, in whole rupiah' }),
            contained: z.boolean(),
          }),
        ),
      },
    },
    handle: async () => ({ status: 200, body: await differing() }),
  });

const getContainedWallets = ({ contained }: Pick<ContainedQueries, 'contained'>): Route =>
  route({
    method: 'get',
    path: '/v1/contained-wallets',
    operationId: 'getContainedWallets',
    summary: 'Wallets that nothing leaves until a person lets them go, the longest first',
    roles: READERS,
    answers: {
      200: {
        description: `At most ${SHOWN_MAX}`,
        schema: z.array(
          z.object({
            walletId: z.string(),
            by: z.string(),
            reason: z.string(),
            at: z.iso.datetime(),
          }),
        ),
      },
    },
    async handle() {
      const found = await contained(SHOWN_MAX);
      return { status: 200, body: found.map((one) => ({ ...one, at: one.at.toISOString() })) };
    },
  });

const postContainments = (tell: Tell): Route =>
  route({
    method: 'post',
    path: '/v1/wallets/{walletId}/containments',
    operationId: 'containWallet',
    summary: 'Nothing leaves the wallet any more; what is owed to it is credited all the same',
    roles: ['ops-act'],
    idempotent: true,
    body,
    answers: { 200: { description: 'It stands still', schema: answer } },
    refusals: ['WALLET_NOT_FOUND'],
    handle: async ({ params: { walletId }, body: { reason }, caller: { sub: actor } }) =>
      told(tell, { walletId, contained: true, actor, reason }),
  });

const postReleases = (tell: Tell): Route =>
  route({
    method: 'post',
    path: '/v1/wallets/{walletId}/releases',
    operationId: 'releaseWallet',
    summary: 'Lets a wallet go that was contained',
    roles: ['ops-act'],
    idempotent: true,
    body,
    answers: { 200: { description: 'It spends again', schema: answer } },
    refusals: ['WALLET_NOT_FOUND'],
    handle: async ({ params: { walletId }, body: { reason }, caller: { sub: actor } }) =>
      told(tell, { walletId, contained: false, actor, reason }),
  });

export const containmentRoutes = (queries: ContainedQueries, tell: Tell): Route[] => [
  getDifferingWallets(queries),
  getContainedWallets(queries),
  postContainments(tell),
  postReleases(tell),
];

async function told(tell: Tell, contain: Contain) {
  const { walletId, contained } = contain;
  const { status } = verdictFor(await tell([{ type: 'contain', contain }]));
  if (status === 'refused') return problem('WALLET_NOT_FOUND');
  return { status: 200 as const, body: { walletId, contained } };
}
