import { owns, problem, type Route, route, z } from '@angkutan/http';
import { held, type Role, total } from '@angkutan/ledger';
import { limitsOf, type Rules } from '@angkutan/rules';
import { incomingIn, monthOf } from '../domain/limits.ts';
import { owedBy, type Wallet, waitingFor } from '../domain/wallet.ts';

const rupiah = z.int().meta({ description: 'Whole rupiah' });
const capped = z.int().nullable().meta({
  description: 'Whole rupiah, over all wallets on the person’s account; null: not capped',
});
const walletSchema = z.object({
  walletId: z.string(),
  kind: z.enum(['SUBSCRIBER', 'MERCHANT']),
  role: z.enum(['USER', 'DRIVER', 'MERCHANT']),
  currency: z.literal('IDR'),
  available: rupiah,
  held: rupiah,
  total: rupiah,
  owed: rupiah,
  suspense: rupiah,
  tier: z.string(),
  limits: z.object({
    balanceMax: capped,
    monthlyIncomingMax: capped,
    monthlyIncoming: rupiah,
    mayTransfer: z.boolean(),
    mayCashOut: z.boolean(),
    rulesVersion: z.string().describe('The version of the rules that is in force now'),
  }),
});

export interface GetWalletParts {
  readonly find: (customerId: string, role?: Role) => Promise<Wallet | undefined>;
  readonly rulesNow: () => Promise<Rules>;
  readonly now: () => Date;
}

export const getWallet = ({ find, rulesNow, now }: GetWalletParts): Route =>
  route({
    method: 'get',
    path: '/v1/wallets/{customerId}',
    operationId: 'getWallet',
    summary:
      'A wallet: what is available, held, owed, waiting. Without a role: the only one, else the user’s',
    roles: ['customer', 'driver', 'merchant', 'service', 'ops', 'ops-act'],
    query: z.strictObject({ role: z.enum(['USER', 'DRIVER', 'MERCHANT']).optional() }),
    answers: { 200: { description: 'The wallet', schema: walletSchema } },
    refusals: ['WALLET_NOT_FOUND'],
    handle: async ({ params, query, caller }) => {
      const { customerId } = params;
      const wallet = owns(caller, customerId) ? await find(customerId, query.role) : undefined;
      if (!wallet) return problem('WALLET_NOT_FOUND');
      const limits = limitsView(wallet, await rulesNow(), now());
      return { status: 200, body: { ...view(wallet), limits } };
    },
  });

function view(wallet: Wallet): object {
  const { walletId, kind, role, books, tier } = wallet;
  return {
    walletId,
    kind,
    role,
    currency: 'IDR',
    available: books.available,
    held: held(books),
    total: total(books),
    owed: owedBy(wallet),
    suspense: waitingFor(wallet),
    tier,
  };
}

/** A merchant's income is not capped. */
function limitsView(wallet: Wallet, rules: Rules, now: Date): object {
  const { balanceMax, monthlyIncomingMax, ...allowed } = limitsOf(rules, wallet.tier);
  const may = { ...allowed, rulesVersion: rules.version };
  const monthlyIncoming = incomingIn(wallet, monthOf(now));
  return wallet.kind === 'MERCHANT'
    ? { balanceMax: null, monthlyIncomingMax: null, monthlyIncoming, ...may }
    : { balanceMax, monthlyIncomingMax, monthlyIncoming, ...may };
}
