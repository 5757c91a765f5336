import { topUpNumbers, type ProviderCallback } from '@angkutan/kaspro';
import { createLogger } from '@angkutan/telemetry';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workCallbacks } from '../src/jobs/work-callbacks.ts';
import { createReportWork } from '../src/report-work.ts';
import { openCallbackStore } from '../src/store/callbacks.ts';
import { keepCallback } from '../src/store/keep-callback.ts';
import { paidOut } from './paid-out.ts';
import { KEY, type WalletUnderTest, walletUnderTest } from './wallet-under-test.ts';

let wallet: WalletUnderTest;
beforeEach(async () => {
  wallet = await walletUnderTest();
});
afterEach(() => wallet.close());

async function parts(): Promise<{
  keep: (callback: ProviderCallback) => Promise<void>;
  work: () => Promise<boolean>;
}> {
  const callbacks = await openCallbackStore(wallet.connection);
  const reports = createReportWork(callbacks);
  const now = (): Date => new Date();
  return {
    keep: (callback) =>
      keepCallback({ callbacks, numbers: topUpNumbers(), lookupKey: KEY, now }, callback),
    work: () =>
      workCallbacks({
        callbacks,
        tell: (messages) => wallet.tell(...messages),
        report: (due) => wallet.executor.execute(reports, due),
        payeesOf: () => Promise.resolve(new Map()),
        logger: createLogger({ service: 'wallet-test', level: 'silent' }),
        now,
        unknownNumberWaitMs: 0,
      }),
  };
}

/** What is to be published, by topic and key. */
async function published(): Promise<string[]> {
  const documents = await wallet.connection
    .collection<{ entries: { topic: string; key: { toString(): string } }[] }>('outbox')
    .find({})
    .toArray();
  return documents.flatMap((one) => one.entries.map(({ topic, key }) => `${topic} ${key}`));
}

describe('KasPro’s word about a payout', () => {
  it('is told once, however often it comes and however many instances work it off', async () => {
    const { keep, work } = await parts();
    await keep(paidOut);
    await keep(paidOut);
    await Promise.all([work(), work(), work()]);
    await work();
    expect(await published()).toHaveLength(1);
    expect(await wallet.connection.collection('callbacks').countDocuments({ state: 'NEW' })).toBe(
      0,
    );
  });

  it('that contradicts an earlier one is told too', async () => {
    const { keep, work } = await parts();
    await keep({ ...paidOut, outcome: 'FAILED', code: 130_003 });
    await work();
    await keep(paidOut);
    await work();
    expect(await published()).toHaveLength(2);
  });

  it('that is not final, or names nothing of ours, is kept and not told', async () => {
    const { keep, work } = await parts();
    await keep({ ...paidOut, outcome: 'UNKNOWN', code: 1 });
    await keep({ ...paidOut, partnerReference: undefined });
    await work();
    expect(await published()).toEqual([]);
    expect(await wallet.connection.collection('callbacks').countDocuments({ state: 'KEPT' })).toBe(
      2,
    );
  });
});
