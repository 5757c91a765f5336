import { rupiah } from '@angkutan/money';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Break } from '../src/domain/break.ts';
import { reconcileNext } from '../src/jobs/reconcile-day.ts';
import { createOurLines } from '../src/store/our-lines.ts';
import { type Outgoing, outgoing, stamp } from './outgoing.ts';
import { openBreaks, reconciled, reconciling, today } from './reconciling.ts';
import { ESCROW } from './wallet-under-test.ts';

let on: Outgoing;
let alerts: string[];
beforeEach(async () => {
  alerts = [];
  on = await outgoing();
  await on.person('rider', 'USER', 50_000);
  await on.person('driver', 'DRIVER');
  await on.openCompany();
});
afterEach(() => on.wallet.close());

const open = (): Promise<readonly Break[]> => openBreaks(on.wallet, alerts);
const balance = (customerId: string): Promise<bigint | undefined> => on.available(customerId);
const transfer = (partnerReference: string): Promise<unknown> =>
  on.wallet.kaspro.transfer({
    sourceAccount: on.accounts['rider'] ?? '',
    destinationAccount: ESCROW,
    amount: rupiah(20_000),
    partnerReference,
  });

describe('reconciliation', () => {
  it('holds again at once what KasPro did although it had refused it', async () => {
    on.wallet.startWorker();
    await on.wallet.fault({ operation: 'p2p', fault: 'refuse', code: 120_003, count: 1 });
    await on.pay('P2P', 20_000, [['driver:driver', 20_000]]);
    await on.becomes('p-P2P', 'CLOSED', 'REJECTED');
    await on.wallet.kaspro.transfer({
      sourceAccount: on.accounts['rider'] ?? '',
      destinationAccount: on.accounts['driver'] ?? '',
      amount: rupiah(20_000),
      partnerReference: 'p-P2P.t1',
    });
    expect(await balance('rider')).toBe(50_000n);
    const found = await open();
    expect(found.map((one) => one.class)).toEqual(['MISSING_HERE', 'MISSING_HERE']);
    await on.becomes('p-P2P.t1.late', 'LATE');
    expect(await balance('rider')).toBe(30_000n);
    const requestId = 'p-P2P.t1.late';
    await on.agree({ type: 'RESOLVE_LATE', requestId, decision: 'KEEP_CAPTURED' });
    expect(await open()).toEqual([]);
    await on.expectEqualToProvider();
  });

  it('holds again a cash-out that was paid after it had failed', async () => {
    const ids = { cashOutId: 'c1', customerId: 'rider' };
    const cashOut = { ...ids, channel: 'BANK', role: 'USER', amount: 20_000n, fee: 0n };
    await on.tell({ type: 'CashOutRequested', data: { ...stamp(), ...cashOut } });
    const failed = { ...ids, amount: 20_000n, reason: 'X', detail: '' };
    await on.tell({ type: 'CashOutFailed', data: { ...stamp(), ...failed } });
    await transfer('c1');
    const found = await open();
    expect(found.map((one) => one.key)).toEqual(['p/c1', 'p/c1']);
    expect(await on.wallet.rows.requests.findOne({ _id: 'c1' })).toMatchObject({
      status: 'LATE',
      amount: 20_000n,
    });
    expect(await balance('rider')).toBe(30_000n);
  });

  it('finds a balance of the company that differs although every line agrees', async () => {
    await on.wallet.rows.platform.updateOne({ _id: /^float\// }, { $inc: { balance: -700n } });
    const found = await open();
    expect(found).toMatchObject([{ class: 'BALANCE', account: 'escrow' }]);
    expect((found[0]?.theirs ?? 0n) - (found[0]?.ours ?? 0n)).toBe(700n);
  });

  it('says nothing of the company’s balance while anything is on its way', async () => {
    await on.wallet.rows.platform.updateOne({ _id: /^float\// }, { $inc: { balance: -700n } });
    await on.pay('RIDE', 20_000, [['driver:driver', 20_000]]);
    expect(await open()).toEqual([]);
  });

  it('of one day is done by one of several instances, and keeps each break once', async () => {
    await transfer('unasked.t1');
    const instances = await Promise.all([1, 2, 3].map(() => reconciling(on.wallet, alerts)));
    await instances[0]?.reports.request(today(), 'ops-1', new Date());
    const worked = await Promise.all(instances.map((deps) => reconcileNext(deps)));
    expect(worked.filter((one) => one)).toHaveLength(1);
    expect(alerts).toEqual(['MISSING_HERE', 'MISSING_HERE']);
    const [deps] = instances;
    if (!deps) throw new Error('no instance');
    const { report, breaks } = await reconciled(deps);
    expect(report).toMatchObject({ status: 'DONE', accounts: 5 });
    expect(breaks).toHaveLength(2);
  });

  it('that another instance has taken over meanwhile stops by name, and doubles nothing', async () => {
    await transfer('unasked.t1');
    const silent = await reconciling(on.wallet, alerts);
    await silent.reports.request(today(), 'ops-1', new Date());
    const read = silent.statements.read;
    let taken = false;
    const statements: typeof silent.statements = {
      ...silent.statements,
      read: async (account, period) => {
        if (!taken) {
          taken = true;
          // Its hold ends as if it had been silent for too long.
          const runs = on.wallet.connection.collection('reconciliations');
          await runs.updateOne({}, { $set: { heldUntil: new Date(0) } });
          await reconcileNext(await reconciling(on.wallet, alerts));
        }
        return await read(account, period);
      },
    };
    await expect(reconcileNext({ ...silent, statements })).rejects.toThrow(
      'AKT_RECONCILIATION_LOST',
    );
    expect((await reconciled(silent)).breaks).toHaveLength(2);
    expect(alerts).toHaveLength(2);
  });
});

describe('our side of a line', () => {
  it('is found by KasPro’s name of it, whenever it was posted', async () => {
    const [topUp] = await on.wallet.rows.topUps.find().toArray();
    const originalReference = topUp?._id ?? '';
    const reversal = { providerReference: 'RV9', originalReference, amount: 50_000n };
    await on.wallet.tell({ type: 'reversal', reversal });
    const account = { place: 'customer', customerId: 'rider', kind: 'SUBSCRIBER' } as const;
    const lines = await createOurLines(on.wallet.rows).withKeys(account, ['r/RV9']);
    expect(lines).toMatchObject([{ reference: `REVERSAL/${originalReference}`, amount: -50_000n }]);
  });

  it('of a payout is found by ours, however KasPro names it', async () => {
    const ids = { cashOutId: 'c1', customerId: 'rider' };
    const cashOut = { ...ids, channel: 'BANK', role: 'USER', amount: 20_000n, fee: 0n };
    await on.tell({ type: 'CashOutRequested', data: { ...stamp(), ...cashOut } });
    const settled = { ...ids, amount: 20_000n, fee: 0n, providerReference: 'KP1', serviceFee: 0n };
    await on.tell({ type: 'CashOutSettled', data: { ...stamp(), ...settled } });
    const account = { place: 'customer', customerId: 'rider', kind: 'SUBSCRIBER' } as const;
    const lines = await createOurLines(on.wallet.rows).withKeys(account, ['p/c1']);
    expect(lines).toMatchObject([{ reference: 'PAY_OUT/KP1', amount: -20_000n }]);
  });
});
