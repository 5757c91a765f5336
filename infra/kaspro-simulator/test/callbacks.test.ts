import { readCallback, SUSPENSE_ACCOUNT, verifySignature } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { describe, expect, test, vi } from 'vitest';
import type { FaultRule } from '../src/index.ts';
import {
  DRIVER_ACCOUNT,
  ESCROW,
  numberOf,
  openSandbox,
  openWebhook,
  PARTNER,
  registerPeople,
  RIDER,
  RIDER_ACCOUNT,
  type Heard,
} from './sandbox.ts';

const told = ({ raw }: Heard) => readCallback(Buffer.from(raw));

async function open(settleMs = 20, ...statuses: number[]) {
  const webhook = await openWebhook(...statuses);
  const sandbox = await openSandbox({ callbackUrl: webhook.url, settleMs });
  await registerPeople(sandbox.kaspro);
  return {
    ...sandbox,
    webhook,
    async [Symbol.asyncDispose]() {
      await sandbox[Symbol.asyncDispose]();
      await webhook[Symbol.asyncDispose]();
    },
    hears: (count: number) =>
      vi.waitFor(() => expect(webhook.heard.length).toBeGreaterThanOrEqual(count), 5_000),
    cashOut: (partnerReference: string) =>
      sandbox.kaspro.payout({
        sourceAccount: RIDER_ACCOUNT,
        bankCode: '014',
        beneficiaryAccount: '1234567890',
        beneficiaryName: 'SITI CONTOH',
        amount: rupiah(50_000),
        partnerReference,
        channel: 'BANK',
      }),
  };
}

describe('a top-up', () => {
  test('is credited, and reported with account, number and channel, signed over its raw bytes', async () => {
    await using sandbox = await open();
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
      await using sandbox = await open();
      await sandbox.ask('POST', '/top-ups', { number, amount: 5_000, channel: 'MODERN_TRADE' });
      await sandbox.hears(1);
      expect(sandbox.webhook.heard.map(told)).toMatchObject([
        { account: SUSPENSE_ACCOUNT, virtualAccount: number },
      ]);
      expect(await sandbox.balanceOf(SUSPENSE_ACCOUNT)).toBe(5_000);
    },
  );

  test.each([0, -1, 1.5, '1000', 2 ** 53])('of %j is refused', async (amount) => {
    await using sandbox = await open();
    const wanted = { number: numberOf(RIDER, 'user'), amount, channel: 'VIRTUAL_ACCOUNT' };
    expect((await sandbox.ask('POST', '/top-ups', wanted)).status).toBe(422);
  });

  test('is reported until the webhook answers with a 2xx', async () => {
    await using sandbox = await open(20, 500, 302, 401);
    await sandbox.topUp(RIDER, 100_000);
    await sandbox.hears(4);
    expect(new Set(sandbox.webhook.heard.map(({ raw }) => raw)).size).toBe(1);
  });
});

describe('a reversal', () => {
  test('takes a top-up back, also one that was never reported, once', async () => {
    await using sandbox = await open();
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
    await using sandbox = await open();
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

  test('of nothing is not found', async () => {
    await using sandbox = await open();
    expect((await sandbox.ask('POST', '/reversals', { providerReference: 'TU0' })).status).toBe(
      404,
    );
  });
});

describe('the end of a payout', () => {
  test('is decided by the sandbox, and a failure gives the money back', async () => {
    await using sandbox = await open(Infinity);
    await sandbox.topUp(RIDER, 100_000);
    await sandbox.cashOut('fails');
    const ending = {
      partnerReference: 'fails',
      outcome: 'FAILED',
      code: 130002,
      message: 'No such account',
    };
    expect((await sandbox.ask('POST', '/outcome', ending)).body).toMatchObject({
      status: 'FAILED',
    });
    await sandbox.hears(2);
    expect(sandbox.webhook.heard.map(told)[1]).toMatchObject({
      type: 'BANK_TRANSFER',
      partnerReference: 'fails',
      outcome: 'FAILED',
      code: 130002,
    });
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(100_000);
    expect(await sandbox.effectsOf('fails')).toBe(0);
  });

  test('may be contradicted: a failure that succeeds late moves the money', async () => {
    await using sandbox = await open(Infinity);
    await sandbox.topUp(RIDER, 100_000);
    await sandbox.cashOut('late');
    await sandbox.ask('POST', '/outcome', { partnerReference: 'late', outcome: 'FAILED' });
    await sandbox.ask('POST', '/outcome', { partnerReference: 'late', outcome: 'SUCCESS' });
    await sandbox.hears(3);
    expect(await sandbox.effectsOf('late')).toBe(1);
    await sandbox.ask('POST', '/outcome', { partnerReference: 'late', outcome: 'FAILED' });
    expect(await sandbox.effectsOf('late')).toBe(0);
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(100_000);
  });

  test('is a failure where a rule refuses it', async () => {
    await using sandbox = await open();
    await sandbox.topUp(RIDER, 100_000);
    await sandbox.faults([{ operation: 'callback', fault: 'refuse', code: 130003 }]);
    await sandbox.cashOut('refused');
    await sandbox.hears(2);
    expect(sandbox.webhook.heard.map(told)[1]).toMatchObject({ outcome: 'FAILED', code: 130003 });
  });

  test.each(['callback', 'bank-transfer'] as const)(
    'is heard before the answer where a rule on %s says so',
    async (operation) => {
      await using sandbox = await open(Infinity);
      await sandbox.topUp(RIDER, 100_000);
      await sandbox.hears(1);
      await sandbox.faults([{ operation, fault: 'before-answer' }]);
      const outcome = await sandbox.cashOut('overtaken');
      expect(sandbox.webhook.heard).toHaveLength(2);
      expect(outcome.kind).toBe('in-process');
      expect(sandbox.webhook.heard.map(told)[1]).toMatchObject({
        outcome: 'SUCCESS',
        partnerReference: 'overtaken',
      });
    },
  );
});

describe('a callback', () => {
  const under = async (rule: Omit<FaultRule, 'operation' | 'probability'>, topUps = 1) => {
    const sandbox = await open();
    await sandbox.faults([{ operation: 'callback', count: 1, ...rule }]);
    const sent: string[] = [];
    for (let amount = 1; amount <= topUps; amount += 1) {
      sent.push((await sandbox.topUp(RIDER, amount)).body.providerReference);
    }
    const heard = () => sandbox.webhook.heard.map((one) => told(one)?.providerReference);
    return { ...sandbox, sent, heard };
  };

  test('comes twice under "duplicate"', async () => {
    await using sandbox = await under({ fault: 'duplicate' });
    await sandbox.hears(2);
    expect(sandbox.heard()).toEqual([sandbox.sent[0], sandbox.sent[0]]);
  });

  test('comes after the next one under "reorder", and alone when there is no next', async () => {
    await using sandbox = await under({ fault: 'reorder' }, 2);
    await sandbox.hears(2);
    expect(sandbox.heard()).toEqual([sandbox.sent[1], sandbox.sent[0]]);
    await using alone = await under({ fault: 'reorder' });
    await alone.hears(1);
    expect(alone.heard()).toEqual(alone.sent);
  });

  test('comes later under "late", after those that came after it', async () => {
    await using sandbox = await under({ fault: 'late', ms: 300 }, 3);
    await sandbox.hears(3);
    expect(sandbox.heard().at(-1)).toBe(sandbox.sent[0]);
  });

  test('never comes under "missing"', async () => {
    await using sandbox = await under({ fault: 'missing' }, 2);
    await sandbox.hears(1);
    expect(sandbox.heard()).toEqual([sandbox.sent[1]]);
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(3);
  });

  test('is torn under "garbage", and comes whole as well', async () => {
    await using sandbox = await under({ fault: 'garbage' });
    await sandbox.hears(2);
    expect(sandbox.heard().toSorted()).toEqual([sandbox.sent[0], undefined]);
  });

  test('reads the same under "wrong-types"', async () => {
    await using sandbox = await under({ fault: 'wrong-types' });
    await sandbox.hears(1);
    expect(sandbox.webhook.heard[0]?.raw).toContain('"amount":1,');
    expect(sandbox.webhook.heard.map(told)).toMatchObject([{ amount: 1n }]);
  });

  test('comes when an outage is over', async () => {
    await using sandbox = await under({ fault: 'outage' });
    await sandbox.hears(1);
    expect(sandbox.heard()).toEqual(sandbox.sent);
  });
});
