import { owns, problem, type Route, route, z } from '@angkutan/http';
import { held, type Role, total } from '@angkutan/ledger';
import { plus, sumOf } from '@angkutan/money';
import { limitsOf } from '../domain/tiers.ts';
import { owedBy, type Wallet } from '../domain/wallet.ts';

const rupiah = z.int().meta({ description: 'Whole rupiah' });
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
    balanceMax: rupiah,
    monthlyIncomingMax: rupiah,
    mayTransfer: z.boolean(),
    mayCashOut: z.boolean(),
  }),
});

export const getWallet = (
  find: (customerId: string, role?: Role) => Promise<Wallet | undefined>,
): Route =>
  route({
    method: 'get',
    path: '/v1/wallets/{customerId}',
    operationId: 'getWallet',
    summary:
      'A wallet: what is available, held, owed. Without a role: the only one, else the user’s',
    roles: ['customer', 'driver', 'merchant', 'service', 'ops', 'ops-act'],
    query: z.strictObject({ role: z.enum(['USER', 'DRIVER', 'MERCHANT']).optional() }),
    answers: { 200: { description: 'The wallet', schema: walletSchema } },
    refusals: ['WALLET_NOT_FOUND'],
    handle: async ({ params, query, caller }) => {
      const { customerId } = params;
      const wallet = owns(caller, customerId) ? await find(customerId, query.role) : undefined;
      return wallet ? { status: 200, body: view(wallet) } : problem('WALLET_NOT_FOUND');
    },
  });

function view(wallet: Wallet): object {
  const { walletId, kind, role, books, tier, waiting } = wallet;
  return {
    walletId,
    kind,
    role,
    currency: 'IDR',
    available: books.available,
    held: held(books),
    total: total(books),
    owed: owedBy(wallet),
    // A due that KasPro refused waits for the payee just as money over a limit does.
    suspense: plus(books.suspense, sumOf(waiting.map((due) => due.amount))),
    tier,
    limits: limitsOf(tier),
  };
}
