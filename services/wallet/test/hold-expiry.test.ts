import { eventually } from '@angkutan/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expireHolds } from '../src/jobs/expire-holds.ts';
import type { ServiceMessage } from '../src/service-message.ts';
import { customer } from './customers.ts';
import { type WalletUnderTest, walletUnderTest } from './wallet-under-test.ts';

const HOLD_EXPIRY_MS = 60_000;

let wallet: WalletUnderTest;
beforeEach(async () => {
  wallet = await walletUnderTest({ holdExpiryMs: HOLD_EXPIRY_MS });
});
afterEach(() => wallet.close());

const hold: ServiceMessage = {
  type: 'event',
  event: {
    type: 'PaymentRequested',
    data: {
      eventId: 'e1',
      occurredAt: Date.now(),
      paymentId: 'p1',
      kind: 'RIDE',
      reference: 'ride-1',
      payerId: 'rider',
      amount: 30_000n,
      splits: [],
      capture: 'LATER',
    },
  },
};
const status = async (): Promise<string | undefined> =>
  (await wallet.rows.requests.findOne({ _id: 'p1' }))?.status;
const runJob = (): Promise<boolean> =>
  expireHolds({
    tell: (messages) => wallet.tell(...messages),
    expiredHolds: wallet.queries.expiredHolds,
    now: () => new Date(),
  });

describe('a hold that nobody captures or voids', () => {
  it('is returned by the job once it has expired, and not before', async () => {
    const account = await customer(wallet, 'rider', 'USER', 50_000);
    wallet.startWorker();
    await wallet.tell(hold);
    await eventually(async () => (await status()) === 'HELD');
    await runJob();
    expect(await status()).toBe('HELD');
    const expired = { $set: { expiresAt: new Date(Date.now() - 1) } };
    await wallet.rows.requests.updateOne({ _id: 'p1' }, expired);
    await runJob();
    await eventually(async () => (await status()) === 'CLOSED');
    expect((await wallet.queries.findWallet('rider'))?.books.available).toBe(50_000n);
    expect(await wallet.sandbox(`accounts/${account}`)).toMatchObject({ balance: 50_000 });
  });
});
