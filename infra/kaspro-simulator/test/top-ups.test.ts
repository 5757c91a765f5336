import { SUSPENSE_ACCOUNT, verifySignature } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { describe, expect, test } from 'vitest';
import { openCalledBack, told } from './called-back.ts';
import { DRIVER_ACCOUNT, ESCROW, numberOf, PARTNER, RIDER, RIDER_ACCOUNT } from './sandbox.ts';

describe('a top-up', () => {
  test('is credited, and reported with account, number and channel, signed over its raw bytes', async () => {
    await using sandbox = await openCalledBack();
    const { body } = await sandbox.topUp(RIDER, 100_000, 'driver');
    await sandbox.hears(1);
    const [first] = sandbox.webhook.heard;
    if (!first) throw new Error('nothing was heard');
    expect(told(first)).toMatchObject({
      type: 'TOP_UP',
      providerReference: body.providerReference,
      outcome: 'SUCCESS',
      account: RIDER_ACCOUNT,
      virtualAccount: numberOf(RIDER, 'driver'),
      amount: 100_000n,
      channel: 'VIRTUAL_ACCOUNT',
    });
    const signed = {
      method: 'POST',
      path: first.path,
      body: first.raw,
      timestamp: String(first.headers['x-timestamp']),
      signature: String(first.headers['x-signature']),
    };
    expect(verifySignature(PARTNER.secret, signed, new Date())).toEqual({ ok: true });
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(100_000);
  });

  test.each(['390101081399999999', '12345', 'x'])(
    'into %j, which is nobody’s, lands in suspense',
    async (number) => {
      await using sandbox = await openCalledBack();
      await sandbox.ask('POST', '/top-ups', { number, amount: 5_000, channel: 'MODERN_TRADE' });
      await sandbox.hears(1);
      expect(sandbox.webhook.heard.map(told)).toMatchObject([
        { account: SUSPENSE_ACCOUNT, virtualAccount: number },
      ]);
      expect(await sandbox.balanceOf(SUSPENSE_ACCOUNT)).toBe(5_000);
    },
  );

  test.each([0, -1, 1.5, '1000', 2 ** 53])('of %j is refused', async (amount) => {
    await using sandbox = await openCalledBack();
    const wanted = { number: numberOf(RIDER, 'user'), amount, channel: 'VIRTUAL_ACCOUNT' };
    expect((await sandbox.ask('POST', '/top-ups', wanted)).status).toBe(422);
  });

  test('is reported until the webhook answers with a 2xx', async () => {
    await using sandbox = await openCalledBack(20, 500, 302, 401);
    await sandbox.topUp(RIDER, 100_000);
    await sandbox.hears(4);
    expect(new Set(sandbox.webhook.heard.map(({ raw }) => raw)).size).toBe(1);
  });
});

describe('a reversal', () => {
  test('takes a top-up back, also one that was never reported, once', async () => {
    await using sandbox = await openCalledBack();
    await sandbox.faults([{ operation: 'callback', fault: 'missing', count: 1 }]);
    const { body } = await sandbox.topUp(RIDER, 100_000);
    expect((await sandbox.ask('POST', '/reversals', body)).status).toBe(200);
    expect((await sandbox.ask('POST', '/reversals', body)).status).toBe(409);
    await sandbox.hears(1);
    expect(sandbox.webhook.heard.map(told)).toMatchObject([
      {
        type: 'TOP_UP_REVERSAL',
        originalProviderReference: body.providerReference,
        amount: 100_000n,
      },
    ]);
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(0);
  });

  test('takes what was spent meanwhile from escrow', async () => {
    await using sandbox = await openCalledBack();
    const { body } = await sandbox.topUp(RIDER, 100_000);
    await sandbox.kaspro.transfer({
      sourceAccount: RIDER_ACCOUNT,
      destinationAccount: DRIVER_ACCOUNT,
      amount: rupiah(70_000),
      partnerReference: 'spent',
    });
    const before = await sandbox.balanceOf(ESCROW);
    await sandbox.ask('POST', '/reversals', body);
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(0);
    expect(await sandbox.balanceOf(ESCROW)).toBe(before - 70_000);
  });

  test('leaves alone what is set aside for a payout in process', async () => {
    await using sandbox = await openCalledBack(Infinity);
    const { body } = await sandbox.topUp(RIDER, 100_000);
    await sandbox.cashOut('in-process');
    await sandbox.ask('POST', '/reversals', body);
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(52_500);
    await sandbox.ask('POST', '/outcome', { partnerReference: 'in-process', outcome: 'SUCCESS' });
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(0);
  });

  test('of nothing is not found', async () => {
    await using sandbox = await openCalledBack();
    expect((await sandbox.ask('POST', '/reversals', { providerReference: 'TU0' })).status).toBe(
      404,
    );
  });
});
