/** What the wallet tells of a story: calls with their latency, callbacks, reconciliation, from either side's names. */
import { callSteps } from '@angkutan/instructions';
import { topUpNumbers } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCallbackStore } from '../src/store/callbacks.ts';
import { keepCallback } from '../src/store/keep-callback.ts';
import { createSteps } from '../src/store/story.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { reconcile } from './reconciling.ts';
import { paidOut } from './paid-out.ts';
import { KEY } from './wallet-under-test.ts';

let on: Outgoing;
beforeEach(async () => {
  on = await outgoing();
  await on.person('rider', 'USER', 100_000);
  await on.person('friend', 'USER');
  await on.openCompany();
});
afterEach(() => on.wallet.close());

const steps = async (...ids: string[]) => {
  const { connection, rows } = on.wallet;
  return await createSteps(rows, connection.getClient().db(connection.name))(ids);
};
const titles = async (...ids: string[]) =>
  (await steps(...ids)).map(({ kind, title }) => `${kind} ${title}`);
const calls = async (id: string) => callSteps(await on.wallet.instructions.ofRequests([id]));

describe('a transfer whose answer was lost', () => {
  it('has every call with its latency and, where one came, the HTTP status, found by our reference, KasPro’s, and the payment', async () => {
    await on.wallet.fault({ operation: 'p2p', fault: 'act-then-timeout', count: 1 });
    on.wallet.startWorker();
    await on.pay('P2P', 25_000, [['friend:user', 25_000]]);
    await on.becomes('p-P2P', 'CLOSED', 'CAPTURED');
    const told = await calls('p-P2P');
    expect(told.map(({ title }) => title)).toEqual(['MOVE CONFIRMED', 'MOVE ENQUIRY OK']);
    expect(told[0]?.facts['outcome']).toMatch(/^UNKNOWN /);
    for (const { facts } of told) expect(facts['latencyMs']).toBeGreaterThanOrEqual(0);
    expect(told.map(({ facts }) => facts['httpStatus'])).toEqual([undefined, 200]);
    const theirs = String(told[1]?.facts['providerReference']);
    expect(await calls(theirs)).toEqual(told);
    expect(await calls('p-P2P.t1')).toEqual(told);
  });
});

describe('reconciliation in a story', () => {
  it('is told as soon as the day was run, and not before', async () => {
    on.wallet.startWorker();
    await on.pay('P2P', 25_000, [['friend:user', 25_000]]);
    await on.becomes('p-P2P', 'CLOSED', 'CAPTURED');
    expect(await titles('p-P2P')).toContain('reconciliation NOT_RECONCILED_YET');
    await reconcile(on.wallet, []);
    expect(await titles('p-P2P')).toContain('reconciliation MATCHED');
  });

  it('names the break of what KasPro did alone', async () => {
    await on.wallet.kaspro.transfer({
      sourceAccount: on.accounts['rider'] ?? '',
      destinationAccount: on.accounts['friend'] ?? '',
      amount: rupiah(700),
      partnerReference: 'nobody-asked-for-it',
    });
    await reconcile(on.wallet, []);
    expect(await titles('nobody-asked-for-it')).toEqual([
      'reconciliation MISSING_HERE OPEN',
      'reconciliation MISSING_HERE OPEN',
    ]);
  });
});

describe('a callback in a story', () => {
  it('is accepted once, and counted as often as it comes again, by either reference', async () => {
    const callbacks = await openCallbackStore(on.wallet.connection);
    const deps = { callbacks, numbers: topUpNumbers(), lookupKey: KEY, now: () => new Date() };
    await keepCallback(deps, paidOut);
    expect(await titles('c1.t1')).toEqual(['callback BANK_TRANSFER SUCCESS']);
    await keepCallback(deps, paidOut);
    await keepCallback(deps, paidOut);
    const [, again] = await steps('K1');
    expect(again).toMatchObject({
      kind: 'callback',
      title: 'BANK_TRANSFER SUCCESS DUPLICATE',
      facts: { repeats: 2 },
    });
  });
});
