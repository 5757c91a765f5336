import { eventually } from '@angkutan/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Outgoing, outgoing } from './outgoing.ts';

let on: Outgoing;
beforeEach(async () => {
  on = await outgoing();
});
afterEach(() => on.wallet.close());

describe('a transfer between persons over real HTTP', () => {
  it.each([undefined, 'act-then-timeout', 'error-500', 'timeout'])(
    'moves once from payer to payee (%s)',
    async (fault) => {
      await on.person('rider', 'USER', 100_000);
      await on.person('friend', 'USER', 10_000);
      await on.openCompany();
      if (fault !== undefined)
        await on.wallet.fault({ operation: 'p2p', fault, count: 1, ms: 600 });
      on.wallet.startWorker();
      await on.pay('P2P', 25_000, [['friend:user', 25_000]]);
      await on.becomes('p-P2P', 'CLOSED', 'CAPTURED');
      expect(await on.available('friend')).toBe(35_000n);
      await on.expectEqualToProvider();
    },
  );

  it('that KasPro refuses leaves all as it was', async () => {
    await on.person('rider', 'USER', 100_000);
    await on.person('friend', 'USER');
    await on.openCompany();
    await on.wallet.fault({ operation: 'p2p', fault: 'refuse', code: 120_003, count: 1 });
    on.wallet.startWorker();
    await on.pay('P2P', 25_000, [['friend:user', 25_000]]);
    await on.becomes('p-P2P', 'CLOSED', 'REJECTED');
    expect(await on.available('rider')).toBe(100_000n);
    await on.expectEqualToProvider();
  });
});

describe('a refund over real HTTP', () => {
  it('is paid by corporate, and what is clawed back is collected from the driver', async () => {
    await on.person('rider', 'USER');
    await on.person('driver', 'DRIVER', 50_000);
    await on.openCompany();
    on.wallet.startWorker();
    await on.pay(
      'REFUND',
      10_000,
      [
        ['rider:user', 10_000],
        ['driver:driver', -8_000],
        ['platform:corporate', 8_000],
      ],
      'platform:corporate',
    );
    await on.becomes('p-REFUND', 'CLOSED', 'CAPTURED');
    await eventually(async () => (await on.available('driver')) === 42_000n, { within: 10_000 });
    await eventually(
      async () => (await on.wallet.queries.findWallet('driver'))?.debts.length === 0,
      {
        within: 10_000,
      },
    );
    expect(await on.available('rider')).toBe(10_000n);
    await on.expectEqualToProvider();
  });
});

describe('a transfer of our own that KasPro made after we let it go', () => {
  it('is held again, once, however often KasPro says so', async () => {
    await on.person('rider', 'USER', 100_000);
    await on.person('friend', 'USER');
    await on.openCompany();
    await on.wallet.fault({ operation: 'p2p', fault: 'refuse', code: 120_003, count: 1 });
    const worker = on.wallet.startWorker();
    await on.pay('P2P', 25_000, [['friend:user', 25_000]]);
    await on.becomes('p-P2P', 'CLOSED', 'REJECTED');
    await worker.stop();
    const late = { type: 'signal', reference: 'p-P2P.t1', signal: { type: 'ok' } } as const;
    await on.wallet.tell(late);
    await on.wallet.tell(late);
    await on.becomes('p-P2P.t1.late', 'LATE');
    expect(await on.available('rider')).toBe(75_000n);
    const requestId = 'p-P2P.t1.late';
    expect(await on.agree({ type: 'RESOLVE_LATE', requestId, decision: 'RETURN' })).toBeUndefined();
    expect(await on.available('rider')).toBe(100_000n);
    await on.expectEqualToProvider();
  });
});
