import { rupiah } from '@angkutan/money';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepOwnMoney } from '../src/jobs/sweep-own-money.ts';
import { createCompanyQueries } from '../src/store/company-queries.ts';
import { type Outgoing, outgoing } from './outgoing.ts';

let on: Outgoing;
beforeEach(async () => {
  on = await outgoing();
});
afterEach(() => on.wallet.close());

describe('the company’s own money', () => {
  it('is swept once, however many instances look at it', async () => {
    await on.person('rider', 'USER', 100_000);
    await on.person('driver', 'DRIVER');
    await on.openCompany();
    on.wallet.startWorker();
    await on.pay('RIDE', 40_000, [
      ['driver:driver', 32_000],
      ['platform:commission', 8_000],
    ]);
    await on.becomes('p-RIDE', 'CLOSED', 'CAPTURED');
    const company = createCompanyQueries(on.wallet.connection, on.wallet.rows);
    const sweep = (): Promise<boolean> =>
      sweepOwnMoney({
        ...company,
        isOpened: on.wallet.queries.isOpened,
        tell: (messages) => on.wallet.tellAsAnother(...messages),
        rules: { threshold: rupiah(1_000), coverMin: rupiah(0) },
      });
    await Promise.all([sweep(), sweep(), sweep()]);
    await on.becomes('platform.sweep', 'CLOSED', 'CAPTURED');
    const calls = await on.wallet.sandbox('calls?partnerReference=platform.sweep.t1');
    expect(calls).toMatchObject({ effects: 1 });
    expect((await company.beforeSweep())?.own.commission).toBe(0n);
    expect(await on.wallet.rows.requests.findOne({ _id: 'platform.sweep' })).toMatchObject({
      transfers: 1,
    });
    await on.expectEqualToProvider();
  });
});
