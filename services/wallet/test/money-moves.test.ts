import { eventually } from '@angkutan/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceMessage } from '../src/service-message.ts';
import { customer } from './customers.ts';
import { type WalletUnderTest, walletUnderTest } from './wallet-under-test.ts';

let wallet: WalletUnderTest;
beforeEach(async () => {
  wallet = await walletUnderTest();
});
afterEach(() => wallet.close());

const splits = (fare: number): { walletId: string; amount: bigint; purpose: string }[] => [
  { walletId: 'driver:driver', amount: BigInt(fare - fare / 5), purpose: 'DRIVER_SHARE' },
  { walletId: 'platform:commission', amount: BigInt(fare / 5), purpose: 'COMMISSION' },
];
const charge = (paymentId: string, fare: number, payerId = 'rider'): ServiceMessage => ({
  type: 'event',
  event: {
    type: 'PaymentRequested',
    data: {
      eventId: paymentId,
      occurredAt: Date.now(),
      paymentId,
      kind: 'RIDE',
      reference: `ride-${paymentId}`,
      payerId,
      amount: BigInt(fare),
      splits: splits(fare),
      capture: 'NOW',
    },
  },
});
const statusOf = async (paymentId: string): Promise<string | undefined> =>
  (await wallet.rows.requests.findOne({ _id: paymentId }))?.status;
const closed = (paymentId: string): Promise<boolean> =>
  eventually(async () => (await statusOf(paymentId)) === 'CLOSED', { within: 15_000 });
const available = async (customerId: string): Promise<bigint | undefined> =>
  (await wallet.queries.findWallet(customerId))?.books.available;

async function expectEqualToProvider(customers: Record<string, string>): Promise<void> {
  const balances = await wallet.queries.providerBalances();
  for (const [customerId, account] of Object.entries(customers)) {
    const ours = balances.find((one) => one.customerId === customerId)?.balance;
    const theirs = await wallet.sandbox(`accounts/${account}`);
    expect(theirs).toMatchObject({ balance: Number(ours) });
  }
  const sum = (await wallet.queries.trialBalance()).reduce((all, one) => all + one.balance, 0n);
  expect(sum).toBe(0n);
}

describe('a ride over real HTTP and a real database', () => {
  it('is paid once, and the ledger equals KasPro', async () => {
    const rider = await customer(wallet, 'rider', 'USER', 50_000);
    const driver = await customer(wallet, 'driver', 'DRIVER');
    wallet.startWorker();
    await wallet.tell(charge('p1', 20_000));
    await wallet.tell(charge('p1', 20_000));
    await closed('p1');
    expect(await available('rider')).toBe(30_000n);
    expect(await available('driver')).toBe(16_000n);
    await expectEqualToProvider({ rider, driver });
  });

  it.each(['act-then-timeout', 'act-then-reset', 'garbage', 'error-500', 'timeout'])(
    'settles by enquiry when KasPro answers with %s, and moves the money once',
    async (fault) => {
      await wallet.close();
      wallet = await walletUnderTest({ processingWindowMs: 1_500 });
      const rider = await customer(wallet, 'rider', 'USER', 50_000);
      const driver = await customer(wallet, 'driver', 'DRIVER');
      await wallet.fault({ operation: 'p2p', fault, count: 2, ms: 600 });
      wallet.startWorker();
      await wallet.tell(charge('p1', 20_000));
      await closed('p1');
      expect(await available('driver')).toBe(16_000n);
      await expectEqualToProvider({ rider, driver });
    },
  );

  it('sends nothing twice when two workers race for one instruction', async () => {
    const rider = await customer(wallet, 'rider', 'USER', 200_000);
    const driver = await customer(wallet, 'driver', 'DRIVER');
    wallet.startWorker();
    wallet.startWorker();
    const rides = Array.from({ length: 20 }, (_, n) => `q${n}`);
    await wallet.tell(...rides.map((paymentId) => charge(paymentId, 10_000)));
    await Promise.all(rides.map((paymentId) => closed(paymentId)));
    for (const paymentId of rides) {
      const calls = await wallet.sandbox(`calls?partnerReference=${paymentId}.t1`);
      expect(calls).toMatchObject({ effects: 1 });
    }
    await expectEqualToProvider({ rider, driver });
  });

  it('goes again under the same reference after maintenance', async () => {
    const rider = await customer(wallet, 'rider', 'USER', 50_000);
    const driver = await customer(wallet, 'driver', 'DRIVER');
    await wallet.fault({ operation: 'p2p', fault: 'refuse', code: 900_001, count: 1 });
    wallet.startWorker();
    await wallet.tell(charge('p1', 20_000));
    await closed('p1');
    const calls = await wallet.sandbox('calls?partnerReference=p1.t1');
    expect(calls).toMatchObject({ effects: 1 });
    await expectEqualToProvider({ rider, driver });
  });

  it('is taken over by enquiry when the sender dies with its claim', async () => {
    await customer(wallet, 'rider', 'USER', 50_000);
    await customer(wallet, 'driver', 'DRIVER');
    await wallet.close();
    wallet = await walletUnderTest({ processingWindowMs: 500 });
    const rider = await customer(wallet, 'rider', 'USER', 50_000);
    const driver = await customer(wallet, 'driver', 'DRIVER');
    await wallet.tell(charge('p1', 20_000));
    // A worker that claims and is gone: its lease has ended already.
    const claimed = await wallet.instructions.claim(10, new Date(), -1);
    expect(claimed).toHaveLength(1);
    wallet.startWorker();
    await closed('p1');
    const [instruction] = claimed;
    const calls = await wallet.sandbox(`calls?partnerReference=${instruction?.reference}`);
    expect(calls).toMatchObject({ effects: 0 });
    await expectEqualToProvider({ rider, driver });
  });
});

describe('in every snapshot', () => {
  it('all accounts sum to zero while rides are being paid', async () => {
    await customer(wallet, 'rider', 'USER', 500_000);
    await customer(wallet, 'driver', 'DRIVER');
    wallet.startWorker();
    const rides = Array.from({ length: 30 }, (_, n) => `s${n}`);
    const pay = async (): Promise<void> => {
      await wallet.tell(...rides.map((paymentId) => charge(paymentId, 10_000)));
      await Promise.all(rides.map((paymentId) => closed(paymentId)));
    };
    const paying = pay();
    const sums: bigint[] = [];
    let done = false;
    void paying.finally(() => (done = true));
    while (!done) {
      const totals = await wallet.queries.trialBalance();
      sums.push(totals.reduce((all, one) => all + one.balance, 0n));
    }
    await paying;
    expect(sums.length).toBeGreaterThan(5);
    expect(new Set(sums)).toEqual(new Set([0n]));
  });
});
