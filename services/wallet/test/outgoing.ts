/** A wallet with people who have proved who they are, and what is asked of it: for tests of outgoing money. */
import type { AnyEvent } from '@angkutan/events';
import { createDesk } from '@angkutan/operator-desk';
import { eventually } from '@angkutan/testkit';
import { expect } from 'vitest';
import type { Act } from '../src/domain/act.ts';
import { openPlatformAccounts } from '../src/jobs/open-platform-accounts.ts';
import { customer } from './customers.ts';
import {
  CORPORATE,
  ESCROW,
  type Settings,
  type WalletUnderTest,
  walletUnderTest,
} from './wallet-under-test.ts';

export interface Outgoing {
  readonly wallet: WalletUnderTest;
  /** KasPro's accounts, by customer. */
  readonly accounts: Readonly<Record<string, string>>;
  tell(event: AnyEvent): ReturnType<WalletUnderTest['tell']>;
  person(customerId: string, role: 'USER' | 'DRIVER', balance?: number): Promise<void>;
  /** Brings the company's own money into the ledger, as the service does when it starts. */
  openCompany(): Promise<unknown>;
  /** Asks for a payment under the id `p-<kind>`, now. */
  pay(
    kind: string,
    amount: number,
    splits: readonly (readonly [walletId: string, amount: number])[],
    payerId?: string,
  ): Promise<unknown>;
  /** Asked for by one operator, approved by another; answers why it was refused, if so. */
  agree(act: Act): Promise<string | undefined>;
  becomes(requestId: string, status: string, outcome?: string): Promise<unknown>;
  available(customerId: string): Promise<bigint | undefined>;
  /** Per KasPro account, our ledger is what KasPro has; and all accounts sum to zero. */
  expectEqualToProvider(): Promise<void>;
}

export const stamp = (): { eventId: string; occurredAt: number } => ({
  eventId: crypto.randomUUID(),
  occurredAt: Date.now(),
});

export async function outgoing(settings: Settings = {}): Promise<Outgoing> {
  const wallet = await walletUnderTest({ processingWindowMs: 1_500, ...settings });
  const accounts: Record<string, string> = {};
  const tell: Outgoing['tell'] = (event) => wallet.tell({ type: 'event', event });
  return {
    wallet,
    accounts,
    tell,
    person: async (customerId, role, balance = 0) => {
      accounts[customerId] = await customer(wallet, customerId, role, balance);
      await tell({ type: 'CustomerUpgraded', data: { ...stamp(), customerId, tier: 'PREMIUM' } });
    },
    openCompany: () =>
      openPlatformAccounts({
        kaspro: wallet.kaspro,
        tell: (messages) => wallet.tell(...messages),
        accounts: { float: ESCROW, corporate: CORPORATE },
        now: () => new Date(),
        isOpened: wallet.queries.isOpened,
      }),
    pay: (kind, amount, splits, payerId = 'rider') =>
      tell({
        type: 'PaymentRequested',
        data: {
          ...stamp(),
          paymentId: `p-${kind}`,
          kind,
          reference: `r-${kind}`,
          payerId,
          amount: BigInt(amount),
          splits: splits.map(([walletId, rp]) => ({ walletId, amount: BigInt(rp), purpose: 'X' })),
          capture: 'NOW',
        },
      }),
    agree: async (act) => {
      const desk = createDesk<Act>(wallet.rows, (message) => wallet.tell(message));
      const approvalId = crypto.randomUUID();
      const refused = await desk.ask({ approvalId, act, reason: 'letter', askedBy: 'ani' });
      return refused ?? (await desk.decide({ approvalId, by: 'budi', decision: 'APPROVE' }));
    },
    becomes: (_id, status, outcome) =>
      eventually(
        async () => {
          const request = await wallet.rows.requests.findOne({ _id });
          const ended = request && 'outcome' in request ? request.outcome : undefined;
          return request?.status === status && (outcome === undefined || ended === outcome);
        },
        { within: 20_000 },
      ),
    available: async (customerId) => (await wallet.queries.findWallet(customerId))?.books.available,
    expectEqualToProvider: () => expectEqual(wallet, accounts),
  };
}

async function expectEqual(
  wallet: WalletUnderTest,
  accounts: Readonly<Record<string, string>>,
): Promise<void> {
  const company = new Map([
    ['escrow', ESCROW],
    ['corporate', CORPORATE],
  ]);
  for (const { place, customerId = '', balance } of await wallet.queries.providerBalances()) {
    const account = company.get(place) ?? accounts[customerId];
    if (account === undefined) continue;
    expect(await wallet.sandbox(`accounts/${account}`)).toMatchObject({ balance: Number(balance) });
  }
  const sum = (await wallet.queries.trialBalance()).reduce((all, one) => all + one.balance, 0n);
  expect(sum).toBe(0n);
}
