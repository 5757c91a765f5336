import { randomUUID } from 'node:crypto';
import { mobileNumberOf } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { createDesk } from '@angkutan/operator-desk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Act } from '../src/domain/act.ts';
import type { Break, Resolution } from '../src/domain/break.ts';
import { createBreakSubjects } from '../src/store/break-subjects.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { openBreaks, reconcile } from './reconciling.ts';
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
const of = (breaks: readonly Break[], account: string): Break => {
  const found = breaks.find((one) => one.account === account);
  if (!found) throw new Error(`no break of ${account}: ${breaks.map((one) => one.account).join()}`);
  return found;
};
const RIDER = 'customer/rider/SUBSCRIBER';

async function asked(one: Break, resolution: Resolution): Promise<string> {
  const { connection, rows, tell } = on.wallet;
  const db = connection.getClient().db(connection.name);
  const subject = await createBreakSubjects(rows, db).find(one.breakId);
  if (!subject) throw new Error('no such break');
  const { key, account, ours, theirs } = subject.found;
  const { found: _found, ...owner } = subject;
  const about = { breakId: one.breakId, key, account, ours, theirs, ...owner };
  const act: Act = { type: 'RESOLVE_BREAK', resolution, ...about };
  const approvalId = randomUUID();
  const asking = { approvalId, act, reason: 'letter', askedBy: 'ani' };
  expect(await createDesk(rows, (message) => tell(message)).ask(asking)).toBeUndefined();
  return approvalId;
}
const agreed = (approvalId: string): Promise<string | undefined> =>
  createDesk<Act>(on.wallet.rows, (message) => on.wallet.tellAsAnother(message)).decide({
    approvalId,
    by: 'budi',
    decision: 'APPROVE',
  });
async function resolved(one: Break, resolution: Resolution): Promise<void> {
  expect(await agreed(await asked(one, resolution))).toBeUndefined();
}
const balance = async (customerId: string): Promise<bigint | undefined> => on.available(customerId);

/** KasPro does a transfer that has our reference twice, or does what we know nothing of. */
const transfer = (partnerReference: string): Promise<unknown> =>
  on.wallet.kaspro.transfer({
    sourceAccount: on.accounts['rider'] ?? '',
    destinationAccount: ESCROW,
    amount: rupiah(20_000),
    partnerReference,
  });

describe('a break that two operators resolve', () => {
  it('as a top-up never reported is credited, and the next run finds it matched', async () => {
    const number = `390101${mobileNumberOf(on.accounts['rider'] ?? '')}`;
    await on.wallet.sandbox('top-ups', { number, amount: 3_000, channel: 'VIRTUAL_ACCOUNT' });
    const [one] = await open();
    if (!one) throw new Error('no break');
    await resolved(one, 'ACCEPT_THEIRS');
    expect(await balance('rider')).toBe(53_000n);
    const { breaks } = await reconcile(on.wallet, alerts);
    expect(breaks).toMatchObject([
      { status: 'RESOLVED', resolution: 'ACCEPT_THEIRS', owner: 'ani', note: 'letter' },
    ]);
    expect(alerts).toEqual(['MISSING_HERE']);
    await on.expectEqualToProvider();
  });

  it('moves both sides of what KasPro did unasked, and stays resolved run after run', async () => {
    await transfer('unasked.t1');
    const found = await open();
    await resolved(of(found, RIDER), 'ACCEPT_THEIRS');
    await resolved(of(found, 'escrow'), 'ACCEPT_THEIRS');
    expect(await balance('rider')).toBe(30_000n);
    for (let run = 0; run < 2; run += 1) expect(await open()).toEqual([]);
    await on.expectEqualToProvider();
  });

  it('as written off costs corporate, not the customer', async () => {
    on.wallet.startWorker();
    await transfer('unasked.t1');
    const found = await open();
    await resolved(of(found, 'escrow'), 'WRITE_OFF');
    const ofRider = of(found, RIDER);
    await resolved(ofRider, 'WRITE_OFF');
    await on.becomes(`correction-${ofRider.breakId}-1`, 'CLOSED', 'CAPTURED');
    expect(await balance('rider')).toBe(50_000n);
    expect(await open()).toEqual([]);
    await on.expectEqualToProvider();
  });

  it('posts once, however often and by however many it is approved', async () => {
    await transfer('unasked.t1');
    const one = of(await open(), RIDER);
    const approvalId = await asked(one, 'ACCEPT_THEIRS');
    const another = await asked(one, 'ACCEPT_THEIRS');
    await Promise.allSettled([agreed(approvalId), agreed(approvalId), agreed(another)]);
    expect(await balance('rider')).toBe(30_000n);
    const corrections = { step: 'CORRECTION', requestId: one.breakId };
    expect(await on.wallet.rows.journal.countDocuments(corrections)).toBe(1);
  });

  it('stays as it is explained: nothing is posted, and it is no longer counted as open', async () => {
    await transfer('unasked.t1');
    const found = await open();
    await resolved(of(found, RIDER), 'EXPLAINED');
    await resolved(of(found, 'escrow'), 'EXPLAINED');
    expect(await open()).toEqual([]);
    expect(await balance('rider')).toBe(50_000n);
  });

  it('is refused when our books have moved since it was found', async () => {
    const number = `390101${mobileNumberOf(on.accounts['rider'] ?? '')}`;
    await on.wallet.sandbox('top-ups', { number, amount: 3_000, channel: 'VIRTUAL_ACCOUNT' });
    const [one] = await open();
    if (!one) throw new Error('no break');
    const approvalId = await asked(one, 'ACCEPT_THEIRS');
    const topUp = { walletId: 'rider:user', amount: 3_000n, channel: 'BCA' };
    const providerReference = one.key.slice(2);
    await on.wallet.tell({ type: 'top-up', topUp: { ...topUp, providerReference } });
    expect(await agreed(approvalId)).toBe('BREAK_CHANGED');
    expect(await balance('rider')).toBe(53_000n);
  });
});
