import { SUSPENSE_ACCOUNT, topUpNumbers } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { eventually } from '@angkutan/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { monthOf } from '../src/domain/limits.ts';
import { createUseRoom } from '../src/jobs/use-room.ts';
import { createTopUpWays } from '../src/gateways/top-up-ways.ts';
import { createAccounts } from '../src/store/accounts.ts';
import { customer } from './customers.ts';
import { incoming, type Incoming, numberOf } from './incoming.ts';
import { KEY, type WalletUnderTest, walletUnderTest } from './wallet-under-test.ts';

const JUTA = 1_000_000;

let wallet: WalletUnderTest;
let money: Incoming;
let account: string;
beforeEach(async () => {
  wallet = await walletUnderTest();
  money = await incoming(wallet);
  account = await customer(wallet, 'rider', 'USER');
});
afterEach(() => wallet.close());

const books = async (role: 'USER' | 'DRIVER' = 'USER') =>
  (await wallet.queries.findWallet('rider', role))?.books;
const upgrade = (): ReturnType<WalletUnderTest['tell']> =>
  wallet.tell({
    type: 'event',
    event: {
      type: 'CustomerUpgraded',
      data: { eventId: 'u', occurredAt: 0, customerId: 'rider', tier: 'PREMIUM' },
    },
  });
async function topUp(amount: number): Promise<string> {
  const reference = await money.pay(account, 'user', amount);
  await money.hearTopUp(reference, numberOf(account, 'user'), amount);
  return reference;
}
/** Per account of KasPro, and in all. */
async function expectEqualToProvider(): Promise<void> {
  const balances = await wallet.queries.providerBalances();
  for (const [place, name] of [
    ['customer', account],
    ['unclaimed', SUSPENSE_ACCOUNT],
  ] as const) {
    const ours = balances
      .filter((one) => one.place === place)
      .reduce((sum, one) => sum + one.balance, 0n);
    expect(await wallet.sandbox(`accounts/${name}`)).toMatchObject({ balance: Number(ours) });
  }
  const sum = (await wallet.queries.trialBalance()).reduce((all, one) => all + one.balance, 0n);
  expect(sum).toBe(0n);
}

describe('a top-up over a limit', () => {
  it('waits on the customer’s own account, and is released by the upgrade', async () => {
    await topUp(3 * JUTA);
    expect(await books()).toMatchObject({ available: 2_000_000n, suspense: 1_000_000n });
    await expectEqualToProvider();
    await upgrade();
    expect(await books()).toMatchObject({ available: 3_000_000n, suspense: 0n });
    await expectEqualToProvider();
  });

  it('is released by the job when the month is new', async () => {
    const full = { month: monthOf(new Date()), amount: rupiah(20 * JUTA) };
    await wallet.rows.wallets.updateMany({}, { $set: { incoming: full } });
    await topUp(500_000);
    const job = createUseRoom({
      tell: (messages) => wallet.tell(...messages),
      waitingForRoom: wallet.queries.waitingForRoom,
    });
    await job();
    expect(await books()).toMatchObject({ available: 0n, suspense: 500_000n });
    await wallet.rows.wallets.updateMany({}, { $set: { 'incoming.month': '2020-01' } });
    await job();
    expect(await books()).toMatchObject({ available: 500_000n, suspense: 0n });
  });
});

const now = new Date();
const kept = {
  type: 'TOP_UP_REVERSAL',
  outcome: 'SUCCESS',
  state: 'KEPT',
  amount: 50_000n,
  receivedAt: now,
  nextAt: now,
};

describe('a reversal', () => {
  it('after the credit takes the money back once, however often it is told', async () => {
    await topUp(70_000);
    const original = await topUp(50_000);
    const reversal = await money.takeBack(original);
    for (let times = 0; times < 3; times += 1) await money.hearReversal(reversal, original, 50_000);
    expect(await books()).toMatchObject({ available: 70_000n });
    await expectEqualToProvider();
  });

  it('before the credit nets to nothing when the credit is told', async () => {
    const original = await money.pay(account, 'user', 50_000);
    const reversal = await money.takeBack(original);
    await money.hearReversal(reversal, original, 50_000);
    await money.hearTopUp(original, numberOf(account, 'user'), 50_000);
    expect(await books()).toMatchObject({ available: 0n, debt: 0n });
    expect(
      await wallet.rows.journal.countDocuments({ step: { $in: ['TOP_UP', 'REVERSAL'] } }),
    ).toBe(2);
    await expectEqualToProvider();
  });

  it('that an earlier version only kept is worked off after a start', async () => {
    const original = await topUp(50_000);
    const reversal = await money.takeBack(original);
    const callbacks = wallet.connection.collection<{ _id: string }>('callbacks');
    const references = { providerReference: reversal, originalProviderReference: original };
    const callback = { _id: `TOP_UP_REVERSAL/${reversal}`, ...references, ...kept };
    await callbacks.insertOne(callback);
    const started = await incoming(wallet);
    await started.hearTopUp('K-other', numberOf(account, 'user'), 50_000, 'FAILED');
    expect(await books()).toMatchObject({ available: 0n });
    await expectEqualToProvider();
  });
});

describe('a callback', () => {
  it('that failed moves nothing, and a success after it is credited', async () => {
    const reference = await money.pay(account, 'user', 50_000);
    const number = numberOf(account, 'user');
    await money.hearTopUp(reference, number, 50_000, 'FAILED');
    expect(await books()).toMatchObject({ available: 0n });
    await money.hearTopUp(reference, number, 50_000);
    await money.hearTopUp(reference, number, 50_000);
    expect(await books()).toMatchObject({ available: 50_000n });
    await expectEqualToProvider();
  });

  it('with a code that nobody knows is kept', async () => {
    await money.hearTopUp('K?', numberOf(account, 'user'), 50_000, 'UNKNOWN');
    const kept = await wallet.connection.collection('callbacks').countDocuments({ state: 'KEPT' });
    expect(kept).toBe(1);
    expect(await books()).toMatchObject({ available: 0n });
  });

  it('for the person’s driver number, without such a wallet, waits in the person’s suspense', async () => {
    const reference = await money.pay(account, 'driver', 50_000);
    await money.hearTopUp(reference, numberOf(account, 'driver'), 50_000);
    expect(await books()).toMatchObject({ available: 0n, suspense: 50_000n });
    await expectEqualToProvider();
  });
});

describe('money of a number that is nobody’s', () => {
  const STRANGER = '88881999999999';
  const approve = (by: string): Promise<string | undefined> =>
    money.desk.decide({ approvalId: 'a1', by, decision: 'APPROVE' });

  it('is moved by KasPro to the customer to whom two operators assigned it', async () => {
    const id = await money.pay(STRANGER, 'user', 80_000);
    await money.hearTopUp(id, numberOf(STRANGER, 'user'), 80_000);
    await expectEqualToProvider();
    expect(await money.suspense.listSuspense(10)).toMatchObject([{ id, reason: 'NUMBER_UNKNOWN' }]);
    const act = { type: 'ASSIGN_SUSPENSE', suspenseId: id, walletId: 'rider:user' } as const;
    const asked = { approvalId: 'a1', act, reason: 'by letter', askedBy: 'ani' };
    expect(await money.desk.ask(asked)).toBeUndefined();
    expect(await money.desk.waiting(10)).toHaveLength(1);
    expect(await approve('ani')).toBe('APPROVAL_OWN');
    wallet.startWorker();
    const approvals = Array.from({ length: 5 }, () => approve('budi'));
    await Promise.allSettled(approvals);
    await eventually(async () => (await books())?.available === 80_000n);
    await expectEqualToProvider();
    expect(await wallet.rows.audit.countDocuments({})).toBe(2);
    expect(await money.desk.waiting(10)).toEqual([]);
  });
});

describe('the numbers to pay into', () => {
  it('name the wallet of the role, and are read back as that', async () => {
    await customer(wallet, 'other', 'DRIVER');
    const numbers = topUpNumbers();
    const waysOf = createTopUpWays(numbers, createAccounts(wallet.rows, KEY));
    const ways = await waysOf({ walletId: 'rider:user', role: 'USER' });
    expect(ways).toHaveLength(numbers.channels.length);
    const mobileNumber = `0${account.slice(3)}`;
    for (const { number, provider, channel } of ways) {
      expect(numbers.parse(number)).toEqual({ channel, provider, role: 'user', mobileNumber });
    }
    const [first] = await waysOf({ walletId: 'other:driver', role: 'DRIVER' });
    expect(numbers.parse(first?.number ?? '')).toMatchObject({ role: 'driver' });
    expect(await waysOf({ walletId: 'shop:merchant', role: 'MERCHANT' })).toEqual([]);
  });
});
