import { setTimeout as delay } from 'node:timers/promises';
import { rupiah } from '@angkutan/money';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRows } from '../src/store/rows.ts';
import type { ServiceMessage } from '../src/service-message.ts';
import { customer } from './customers.ts';
import { type WalletUnderTest, walletUnderTest } from './wallet-under-test.ts';

let wallet: WalletUnderTest;
beforeEach(async () => {
  wallet = await walletUnderTest();
});
afterEach(() => wallet.close());

describe('the guarded balance', () => {
  const hold = (n: number): ServiceMessage => ({
    type: 'event',
    event: {
      type: 'PaymentRequested',
      data: {
        eventId: `h${n}`,
        occurredAt: Date.now(),
        paymentId: `h${n}`,
        kind: 'RIDE',
        reference: `ride-h${n}`,
        payerId: 'rider',
        amount: 1n,
        splits: [],
        capture: 'LATER',
      },
    },
  });

  it('lets exactly 100 of 150 concurrent holds of 1 through on a balance of 100', async () => {
    await customer(wallet, 'rider', 'USER', 10_000);
    await wallet.rows.wallets.updateOne(
      { _id: 'rider:user' },
      { $set: { available: rupiah(100) } },
    );
    const groups = Array.from({ length: 15 }, (_, g) =>
      Array.from({ length: 10 }, (__, n) => hold(g * 10 + n)),
    );
    const tellUntilDone = async (messages: ServiceMessage[]): Promise<void> => {
      const results = await wallet.tellAsAnother(...messages);
      const again = messages.filter((_one, at) => results[at]?.status === 'unavailable');
      if (again.length > 0) await tellUntilDone(again);
    };
    await Promise.all(groups.map((messages) => tellUntilDone(messages)));
    const held = await wallet.rows.requests.countDocuments({ status: 'COLLECTING' });
    expect(held).toBe(100);
    const row = await wallet.rows.wallets.findOne({ _id: 'rider:user' });
    expect(row).toMatchObject({ available: 0n, reserved: 100n });
  });

  it('is kept by the server itself, whatever the code believes', async () => {
    await customer(wallet, 'rider', 'USER', 10_000);
    const overdraw = wallet.rows.wallets.updateOne(
      { _id: 'rider:user' },
      { $inc: { available: rupiah(-10_001) } },
    );
    await expect(overdraw).rejects.toThrow('Document failed validation');
  });

  it('is put on once: a later start does not wait for transactions that are open', async () => {
    await customer(wallet, 'rider', 'USER', 10_000);
    const tx = await wallet.connection.startSession();
    tx.startTransaction();
    const one = { $inc: { available: rupiah(1) } };
    await wallet.rows.wallets.updateOne({ _id: 'rider:user' }, one, { session: tx });
    const opened = await Promise.race([openRows(wallet.connection), delay(5_000, 'waited')]);
    await tx.abortTransaction();
    await tx.endSession();
    expect(opened).not.toBe('waited');
  });
});
