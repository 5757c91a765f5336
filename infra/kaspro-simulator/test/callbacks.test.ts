import { describe, expect, test } from 'vitest';
import type { FaultRule } from '../src/index.ts';
import { openCalledBack, told } from './called-back.ts';
import { RIDER, RIDER_ACCOUNT } from './sandbox.ts';

describe('the end of a payout', () => {
  test('is decided by the sandbox, and a failure gives the money back', async () => {
    await using sandbox = await openCalledBack(Infinity);
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
    await using sandbox = await openCalledBack(Infinity);
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
    await using sandbox = await openCalledBack();
    await sandbox.topUp(RIDER, 100_000);
    await sandbox.faults([{ operation: 'callback', fault: 'refuse', code: 130003 }]);
    await sandbox.cashOut('refused');
    await sandbox.hears(2);
    expect(sandbox.webhook.heard.map(told)[1]).toMatchObject({ outcome: 'FAILED', code: 130003 });
  });

  test.each(['callback', 'bank-transfer'] as const)(
    'is heard before the answer where a rule on %s says so',
    async (operation) => {
      await using sandbox = await openCalledBack(Infinity);
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
    const sandbox = await openCalledBack();
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
    expect(new Set(sandbox.heard())).toEqual(new Set([sandbox.sent[0], undefined]));
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
