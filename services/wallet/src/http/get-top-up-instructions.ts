import { type Caller, owns, problem, type Request, type Route, route, z } from '@angkutan/http';
import type { Role } from '@angkutan/ledger';
import type { Rules, TopUpTerms } from '@angkutan/rules';
import { termsOf, type TopUpWay } from '../domain/top-up-instructions.ts';
import type { Wallet } from '../domain/wallet.ts';
import { texts } from '../texts.ts';

const rupiah = z.int().meta({ description: 'Whole rupiah' });
const schema = z.array(
  z.object({
    channel: z.enum(['VIRTUAL_ACCOUNT', 'MODERN_TRADE']),
    provider: z.string(),
    number: z.string().meta({ description: 'Digits; leading zeros count' }),
    adminFee: rupiah,
    amountMin: rupiah.optional(),
    amountMax: rupiah.optional(),
    steps: z.array(z.string()),
  }),
);

export interface TopUpInstructionsParts {
  readonly find: (customerId: string, role?: Role) => Promise<Wallet | undefined>;
  readonly waysOf: (wallet: Wallet) => Promise<readonly TopUpWay[]>;
  readonly rulesNow: () => Promise<Rules>;
}

/** How to bring money in, by bank and store. The number names the wallet: a driver's deposit has its own. */
export const getTopUpInstructions = ({ find, waysOf, rulesNow }: TopUpInstructionsParts): Route =>
  route({
    method: 'get',
    path: '/v1/wallets/{customerId}/top-up-instructions',
    operationId: 'getTopUpInstructions',
    summary:
      'Where and how to top up, step by step; without a role: the caller’s, else as the wallet',
    roles: ['customer', 'driver', 'merchant', 'service', 'ops', 'ops-act'],
    query: z.strictObject({ role: z.enum(['USER', 'DRIVER', 'MERCHANT']).optional() }),
    answers: { 200: { description: 'One for each bank and store', schema } },
    refusals: ['WALLET_NOT_FOUND'],
    async handle({ params: { customerId }, query, caller, language }) {
      const role = query.role ?? roleOf(caller);
      const wallet = owns(caller, customerId) ? await find(customerId, role) : undefined;
      if (!wallet) return problem('WALLET_NOT_FOUND');
      const [ways, rules] = [await waysOf(wallet), await rulesNow()];
      return { status: 200, body: ways.map((way) => view(way, termsOf(way, rules), language)) };
    },
  });

const ROLES: Readonly<Partial<Record<Caller['role'], Role>>> = {
  driver: 'DRIVER',
  merchant: 'MERCHANT',
};
const roleOf = ({ role }: Caller): Role | undefined => ROLES[role];

function view(way: TopUpWay, terms: TopUpTerms, language: Language): object {
  const args = { ...terms, provider: nameOf(way), number: way.number };
  return { ...way, ...terms, steps: texts.list(language, stepsOf(way), args) };
}

type Language = Request<unknown, unknown, unknown>['language'];

/** Banks and stores whose own menus we know; any other is told in general. */
const KNOWN = {
  BCA: 'topUp.steps.BCA',
  MANDIRI: 'topUp.steps.MANDIRI',
  BRI: 'topUp.steps.BRI',
  BNI: 'topUp.steps.BNI',
  PERMATA: 'topUp.steps.PERMATA',
} as const;
const isKnown = (provider: string): provider is keyof typeof KNOWN => provider in KNOWN;

function stepsOf({ channel, provider }: TopUpWay) {
  if (channel === 'MODERN_TRADE') return 'topUp.steps.STORE';
  return isKnown(provider) ? KNOWN[provider] : 'topUp.steps.BANK';
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['ALFAMART', 'Alfamart'],
  ['INDOMARET', 'Indomaret'],
]);
const nameOf = ({ provider }: TopUpWay): string => NAMES.get(provider) ?? provider;
