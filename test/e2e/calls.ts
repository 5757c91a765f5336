/** What a test asks the services, as the app's back end and as an operator who looks. */
import { randomUUID } from 'node:crypto';
import { call, type Person, type Stack } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { expect } from 'vitest';

export interface Payment {
  readonly paymentId: string;
  readonly kind: string;
  readonly status: string;
  readonly amount: number;
  readonly outstanding: number;
  readonly refundedAmount: number;
  readonly writtenOff?: number;
  readonly partnerReferences: readonly string[];
  readonly reason?: string;
  readonly timeline: readonly object[];
}

export interface WalletView {
  readonly available: number;
  readonly held: number;
  readonly total: number;
  readonly owed: number;
  readonly suspense: number;
  readonly tier: string;
  readonly limits: { readonly balanceMax: number; readonly monthlyIncoming: number };
}

export interface StatementLine {
  readonly number: number;
  readonly amount: number;
  readonly balance: number;
  readonly [column: string]: unknown;
}
export interface Statement {
  readonly openingBalance: number;
  readonly closingBalance: number;
  /** Newest first. */
  readonly lines: readonly StatementLine[];
}

type Asked = 'wallet' | 'payments';

export interface Calls {
  payment(rideId: string): Promise<Payment>;
  paymentOf(paymentId: string): Promise<Payment>;
  wallet(person: Person): Promise<WalletView>;
  statement(person: Person): Promise<Statement>;
  /** The same as a spreadsheet gets it. */
  statementCsv(person: Person): Promise<string>;
  /** Of a kind of account, such as `commission`. */
  balanceOf(kind: string): Promise<number>;
  /** What operators read. */
  look<T>(service: Asked, path: string): Promise<T>;
  /**
   * Asks for something until it is taken in, under one key: services hear of people by events, too. The same
   * key asked again answers the same.
   */
  ask<T>(service: Asked, path: string, body: object): Promise<T>;
  /** Whether the ledger is KasPro's on the company's and these people's accounts; throws what differs. */
  booksAgree(people: readonly Person[]): Promise<boolean>;
}

const TAKEN_IN_WITHIN = { within: 60_000 };

export async function openCalls(stack: Stack): Promise<Calls> {
  const service = await stack.token({ sub: 'e2e', role: 'service' });
  const ops = await stack.token({ sub: 'e2e-ops', role: 'ops' });
  const urlOf = (of: Asked): string => stack.services[of][0]?.url ?? '';
  const read = <T>(of: Asked, path: string, token = service): Promise<T> =>
    call<T>({ url: `${urlOf(of)}${path}`, token });
  const look = <T>(of: Asked, path: string): Promise<T> => read<T>(of, path, ops);
  const walletPath = ({ customerId, role }: Person, what = ''): string =>
    `/v1/wallets/${customerId}${what}?role=${role}`;
  const post = (url: string, key: string, body: object): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${service}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    });
  return {
    payment: (rideId) => read('payments', `/v1/rides/${rideId}/payment`),
    paymentOf: (paymentId) => read('payments', `/v1/payments/${paymentId}`),
    wallet: (person) => read('wallet', walletPath(person)),
    statement: (person) => read('wallet', `${walletPath(person, '/statement')}&limit=500`),
    statementCsv: async (person) => {
      const url = `${urlOf('wallet')}${walletPath(person, '/statement')}&limit=500`;
      const headers = { authorization: `Bearer ${service}`, accept: 'text/csv' };
      return (await fetch(url, { headers })).text();
    },
    balanceOf: async (kind) => {
      const { kinds } = await look<TrialBalance>('wallet', '/v1/ledger/trial-balance');
      return kinds.find((one) => one.kind === kind)?.balance ?? 0;
    },
    look,
    ask: async (of, path, body) => {
      const [url, key] = [`${urlOf(of)}${path}`, randomUUID()];
      const text = await eventually(async () => {
        const answer = await post(url, key, body);
        const said = await answer.text();
        if (answer.status !== 202) throw new Error(`${answer.status} ${said}`);
        return said;
      }, TAKEN_IN_WITHIN);
      const again = await post(url, key, body);
      expect([again.headers.get('idempotency-replayed'), await again.text()]).toEqual([
        'true',
        text,
      ]);
      return JSON.parse(text);
    },
    booksAgree: (people) => booksAgree(stack, look, people),
  };
}

interface TrialBalance {
  readonly sum: number;
  readonly kinds: readonly { readonly kind: string; readonly balance: number }[];
}

async function booksAgree(
  stack: Stack,
  look: Calls['look'],
  people: readonly Person[],
): Promise<boolean> {
  const { sum } = await look<TrialBalance>('wallet', '/v1/ledger/trial-balance');
  if (sum !== 0) throw new Error(`all accounts sum to ${sum}`);
  const ledger = await look<{ place: string; customerId?: string; balance: number }[]>(
    'wallet',
    '/v1/ledger/provider-balances',
  );
  const { escrow, corporate } = stack.kaspro.accounts;
  const balanceThere = async (account: string): Promise<number> =>
    (await call<{ balance: number }>({ url: `${stack.kaspro.url}/sandbox/accounts/${account}` }))
      .balance;
  const agree = async (who: string, account: string): Promise<void> => {
    const ours = ledger.find(({ place, customerId = place }) => customerId === who)?.balance;
    const theirs = await balanceThere(account);
    if (ours !== theirs) throw new Error(`${who}: ledger ${ours}, KasPro ${theirs}`);
  };
  await agree('escrow', escrow);
  await agree('corporate', corporate);
  for (const { customerId, account } of people) await agree(customerId, account);
  return true;
}
