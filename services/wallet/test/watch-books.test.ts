import { rupiah } from '@angkutan/money';
import { metrics } from '@angkutan/telemetry';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchBooks } from '../src/jobs/watch-books.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { reconcile, reconciling } from './reconciling.ts';
import { ESCROW } from './wallet-under-test.ts';

let on: Outgoing;
beforeEach(async () => {
  on = await outgoing();
  await on.person('rider', 'USER', 100_000);
  await on.openCompany();
});
afterEach(() => on.wallet.close());

async function watch(): Promise<void> {
  const { breaks } = await reconciling(on.wallet, []);
  const { trialBalance } = on.wallet.queries;
  await watchBooks({ trialBalance, breaks, now: () => new Date(7_000) });
}

async function gauge(name: string, labels = {}): Promise<number | undefined> {
  const shown = await metrics.getSingleMetric(name)?.get();
  return shown?.values.find((one) => JSON.stringify(one.labels) === JSON.stringify(labels))?.value;
}

describe('the watch over the books', () => {
  it('shows that they sum to nothing, and what each kind of account has', async () => {
    await watch();
    expect(await gauge('angkutan_wallet_ledger_sum_rupiah')).toBe(0);
    expect(await gauge('angkutan_wallet_balance_rupiah', { kind: 'wallet' })).toBe(100_000);
    expect(await gauge('angkutan_wallet_books_read_timestamp_seconds')).toBe(7);
  });

  it('shows by how much a balance was tampered with', async () => {
    await on.wallet.rows.wallets.updateOne(
      { _id: 'rider:user' },
      { $inc: { available: rupiah(1) } },
    );
    await watch();
    expect(await gauge('angkutan_wallet_ledger_sum_rupiah')).toBe(1);
  });

  it('shows what reconciliation has found to differ, until it agrees', async () => {
    await on.wallet.kaspro.transfer({
      sourceAccount: on.accounts['rider'] ?? '',
      destinationAccount: ESCROW,
      amount: rupiah(700),
      partnerReference: 'nobody-asked-for-it',
    });
    await reconcile(on.wallet, []);
    await watch();
    expect(await gauge('angkutan_wallet_breaks', { class: 'MISSING_HERE' })).toBe(2);
    expect(await gauge('angkutan_wallet_drift_rupiah', { class: 'MISSING_HERE' })).toBe(1_400);
    await on.wallet.rows.breaks.updateMany({}, { $set: { status: 'CLOSED' } });
    await watch();
    expect(await gauge('angkutan_wallet_drift_rupiah', { class: 'MISSING_HERE' })).toBeUndefined();
  });
});
