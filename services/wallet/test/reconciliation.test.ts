import { z } from '@angkutan/http';
import { mobileNumberOf } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { eventually } from '@angkutan/testkit';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Break } from '../src/domain/break.ts';
import { customer } from './customers.ts';
import { openCompany, reconcile, type Reconciled } from './reconciling.ts';
import { ESCROW, type WalletUnderTest, walletUnderTest } from './wallet-under-test.ts';

let wallet: WalletUnderTest;
let rider: string;
let alerts: string[];
beforeEach(async () => {
  alerts = [];
  wallet = await walletUnderTest();
  rider = await customer(wallet, 'rider', 'USER', 50_000);
  await customer(wallet, 'driver', 'DRIVER');
  await openCompany(wallet);
});
afterEach(() => wallet.close());

const reconciled = (file?: string): Promise<Reconciled> => reconcile(wallet, alerts, file);

const ride = async (paymentId: string): Promise<void> => {
  const splits = [{ walletId: 'driver:driver', amount: 20_000n, purpose: 'DRIVER_SHARE' }];
  const data = { eventId: paymentId, occurredAt: Date.now(), paymentId, kind: 'RIDE' };
  const about = { reference: `ride-${paymentId}`, payerId: 'rider', amount: 20_000n, splits };
  await wallet.tell({
    type: 'event',
    event: { type: 'PaymentRequested', data: { ...data, ...about, capture: 'NOW' } },
  });
};
const isClosed = async (_id: string): Promise<boolean> =>
  (await wallet.rows.requests.findOne({ _id }))?.status === 'CLOSED';
const paid = async (paymentId: string): Promise<void> => {
  await ride(paymentId);
  await eventually(() => isClosed(paymentId), { within: 15_000 });
};
const named = (breaks: readonly Break[]): string[] =>
  breaks.map((one) => `${one.class} ${one.account} ${one.theirs - one.ours}`).toSorted();
/** A top-up that KasPro has and never reports. */
async function payIn(amount: number): Promise<{ readonly providerReference: string }> {
  const number = `390101${mobileNumberOf(rider)}`;
  const answer = await wallet.sandbox('top-ups', { number, amount, channel: 'VIRTUAL_ACCOUNT' });
  return z.object({ providerReference: z.string() }).parse(answer);
}

describe('reconciliation with KasPro', () => {
  it('matches every line of every account when nothing is wrong', async () => {
    wallet.startWorker();
    await paid('p1');
    const { report, breaks } = await reconciled();
    expect(breaks).toEqual([]);
    // Escrow: opening, in, out. Corporate: opening. Rider: top-up, out. Driver: in.
    expect(report).toMatchObject({ status: 'DONE', accounts: 5, unread: [], matched: 7 });
    expect(alerts).toEqual([]);
  });

  it('takes nothing for a break that is not final yet', async () => {
    wallet.startWorker();
    await wallet.fault(
      { operation: 'p2p', fault: 'act-then-timeout', ms: 600 },
      { operation: 'status', fault: 'error-500' },
    );
    await ride('p1');
    const status = { _id: 'p1.t1', status: 'UNKNOWN' };
    const instructions = wallet.connection.collection<{ _id: string; status: string }>(
      'instructions',
    );
    await eventually(async () => (await instructions.findOne(status)) !== null, { within: 15_000 });
    const { report, breaks } = await reconciled();
    expect(breaks).toEqual([]);
    expect(report.inFlight).toBe(2);
  });

  it('takes no QRIS payment for a break that KasPro has made and not told of yet', async () => {
    const qris = { paymentId: 'q1', kind: 'QRIS', reference: 'q1', payerId: 'rider' };
    const data = { ...qris, eventId: 'q1', occurredAt: Date.now(), amount: 10_000n, splits: [] };
    await wallet.tell({
      type: 'event',
      event: { type: 'PaymentRequested', data: { ...data, capture: 'LATER' } },
    });
    await wallet.kaspro.qrisPayment({
      sourceAccount: rider,
      qrContent: 'a code',
      amount: rupiah(10_000),
      partnerReference: 'q1.q1',
    });
    const calls = z.object({ effects: z.number() });
    await eventually(async () => {
      const answer = await wallet.sandbox('calls?partnerReference=q1.q1');
      return calls.parse(answer).effects === 1;
    });
    const { report, breaks } = await reconciled();
    expect(breaks).toEqual([]);
    expect(report.inFlight).toBe(1);
  });

  it('finds and names what was lost, edited and forged, per account, and only that', async () => {
    wallet.startWorker();
    for (const one of ['p1', 'p2']) await paid(one);
    const { providerReference } = await payIn(3_000);
    await wallet.sandbox('reversals', { providerReference });
    await wallet.rows.journal.deleteOne({ _id: 'p1.t1' });
    await wallet.rows.journal.updateOne({ _id: 'p2.t2' }, { $set: { 'legs.1.amount': 20_001n } });
    const forged = { _id: 'forged', requestId: 'forged', step: 'HOLD', at: new Date() };
    const legs = [
      { account: 'wallet/driver:driver', amount: -7n },
      { account: 'escrowed/driver:driver', amount: 7n },
    ];
    await wallet.rows.journal.insertOne({ ...forged, legs });
    const { report, breaks } = await reconciled();
    expect(named(breaks.filter((one) => one.class !== 'BALANCE'))).toEqual([
      'DIFFERENT_AMOUNT customer/driver/SUBSCRIBER -1',
      'MISSING_HERE customer/rider/SUBSCRIBER -20000',
      'MISSING_HERE customer/rider/SUBSCRIBER -3000',
      'MISSING_HERE customer/rider/SUBSCRIBER 3000',
      'MISSING_HERE escrow 20000',
      'MISSING_THERE customer/driver/SUBSCRIBER 7',
      'MISSING_THERE escrow -7',
    ]);
    expect(report.differences).toMatchObject({ MISSING_HERE: 4, MISSING_THERE: 2 });
    expect(alerts.filter((name) => name === 'MISSING_HERE')).toHaveLength(4);
  });

  it('finds what KasPro has done twice', async () => {
    wallet.startWorker();
    await paid('p1');
    await wallet.fault({ operation: 'p2p', fault: 'duplicate' });
    await wallet.kaspro.transfer({
      sourceAccount: rider,
      destinationAccount: ESCROW,
      amount: rupiah(20_000),
      partnerReference: 'p1.t1',
    });
    const { breaks } = await reconciled();
    expect(named(breaks)).toEqual([
      'DUPLICATE customer/rider/SUBSCRIBER -20000',
      'DUPLICATE escrow 20000',
    ]);
  });

  it('keeps a break once, and closes it with a note when it agrees again', async () => {
    await payIn(3_000);
    const first = await reconciled();
    const second = await reconciled();
    expect(named(second.breaks)).toEqual(named(first.breaks));
    expect(alerts).toEqual(['MISSING_HERE']);
    const providerReference = first.breaks[0]?.key.slice(2) ?? '';
    const topUp = { providerReference, walletId: 'rider:user', amount: 3_000n, channel: 'X' };
    await wallet.tell({ type: 'top-up', topUp });
    const third = await reconciled();
    expect(third.breaks).toMatchObject([{ status: 'CLOSED', owner: 'finance' }]);
    expect(third.breaks[0]?.note).toMatch(/^agrees since/);
  });

  it('finds a balance that differs although every line agrees', async () => {
    await wallet.rows.wallets.updateOne(
      { _id: 'rider:user' },
      { $inc: { available: rupiah(-500) } },
    );
    const { breaks } = await reconciled();
    expect(named(breaks)).toEqual(['BALANCE customer/rider/SUBSCRIBER 500']);
  });

  it('says nothing of an account whose statement cannot be read, and closes none of its breaks', async () => {
    await payIn(3_000);
    await reconciled();
    await wallet.fault({ operation: 'statement', fault: 'error-500' });
    const { report, breaks } = await reconciled();
    expect(report.unread).toHaveLength(5);
    expect(breaks).toMatchObject([{ status: 'OPEN' }]);
  });

  it('reads the statement from a file where KasPro has none, and refuses one that it cannot read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'statement-'));
    const file = join(folder, 'statement.csv');
    const header = 'reference,partnerReference,account,amount,balanceAfter,occurredAt';
    await writeFile(file, `${header}\nTX1,,${rider},50000,50000,${new Date().toISOString()}\n`);
    const { breaks } = await reconciled(file);
    const ofRider = breaks.filter((one) => one.account.startsWith('customer/rider'));
    expect(named(ofRider)).toEqual([
      'MISSING_HERE customer/rider/SUBSCRIBER 50000',
      'MISSING_THERE customer/rider/SUBSCRIBER -50000',
    ]);
    await writeFile(file, `${header}\nTX1,,${rider},50000.5,50000,x\n`);
    await expect(reconciled(file)).rejects.toThrow('AKT_STATEMENT_UNREADABLE: line 2');
    await rm(folder, { recursive: true });
  });
});
