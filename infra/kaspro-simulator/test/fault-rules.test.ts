import { rupiah } from '@angkutan/money';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { APPLICABLE, OPERATIONS } from '../src/fault-rules.ts';
import {
  DRIVER_ACCOUNT,
  openSandbox,
  registerPeople,
  RIDER,
  RIDER_ACCOUNT,
  type Sandbox,
} from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ breaker: { volumeThreshold: 1_000_000 } });
  await registerPeople(sandbox.kaspro);
  await sandbox.topUp(RIDER, 1_000_000);
});
afterEach(() => sandbox.ask('DELETE', '/faults'));
afterAll(() => sandbox[Symbol.asyncDispose]());

let count = 0;
const fresh = () => `rule-${(count += 1)}`;
const pay = (partnerReference: string) =>
  sandbox.kaspro.transfer({
    sourceAccount: RIDER_ACCOUNT,
    destinationAccount: DRIVER_ACCOUNT,
    amount: rupiah(100),
    partnerReference,
  });

describe('fault rules', () => {
  async function fates(seed: number): Promise<string> {
    await sandbox.faults([{ operation: 'p2p', fault: 'error-500', probability: 0.5 }], seed);
    const kinds: string[] = [];
    for (let call = 0; call < 40; call += 1) kinds.push((await pay(fresh())).kind);
    return kinds.join();
  }

  test('with the same seed give the same calls the same fate, with another seed another', async () => {
    const first = await fates(7);
    expect(await fates(7)).toBe(first);
    expect(await fates(8)).not.toBe(first);
    expect(new Set(first.split(','))).toEqual(new Set(['ok', 'unknown']));
  });

  test('decide for one operation the same, whatever others are called between', async () => {
    const rules = [
      { operation: 'p2p' as const, fault: 'error-500' as const, probability: 0.5 },
      { operation: 'status' as const, fault: 'error-500' as const, probability: 0.5 },
    ];
    const run = async (between: boolean) => {
      await sandbox.faults(rules, 3);
      const kinds: string[] = [];
      for (let call = 0; call < 20; call += 1) {
        kinds.push((await pay(fresh())).kind);
        if (between) await sandbox.kaspro.status('never-sent');
      }
      return kinds.join();
    };
    expect(await run(true)).toBe(await run(false));
  });

  test('stop after their count, and when they are cleared', async () => {
    await sandbox.faults([{ operation: '*', fault: 'error-500', count: 2 }]);
    const kinds = [];
    for (let call = 0; call < 3; call += 1) kinds.push((await pay(fresh())).kind);
    expect(kinds).toEqual(['unknown', 'unknown', 'ok']);
    expect((await sandbox.ask('GET', '/faults')).body).toMatchObject({
      seed: 1,
      rules: [{ fired: 2 }],
    });
    await sandbox.faults([{ operation: 'p2p', fault: 'error-500' }]);
    await sandbox.ask('DELETE', '/faults');
    expect((await pay(fresh())).kind).toBe('ok');
  });

  test('that name accounts are about the calls that name all of them', async () => {
    const pair = { operation: 'p2p' as const, fault: 'error-500' as const };
    await sandbox.faults([
      { ...pair, accounts: [RIDER_ACCOUNT, 'somebody-else'] },
      { ...pair, accounts: [DRIVER_ACCOUNT, RIDER_ACCOUNT], count: 1 },
    ]);
    expect((await pay(fresh())).kind).toBe('unknown');
    expect((await pay(fresh())).kind).toBe('ok');
    expect((await sandbox.ask('GET', '/faults')).body.rules).toMatchObject([
      { fired: 0 },
      { fired: 1 },
    ]);
    await sandbox.faults([
      { operation: 'statement', fault: 'error-500', accounts: [RIDER_ACCOUNT] },
    ]);
    const statementOf = (account: string) =>
      sandbox.kaspro.statement({ account, from: new Date(0), to: new Date() });
    expect((await statementOf(DRIVER_ACCOUNT)).kind).toBe('ok');
    expect((await statementOf(RIDER_ACCOUNT)).kind).toBe('unknown');
  });

  test('end an outage after its time', async () => {
    await sandbox.faults([{ operation: '*', fault: 'outage', ms: 100 }]);
    expect((await pay(fresh())).kind).toBe('unknown');
    await vi.waitFor(async () => expect((await pay(fresh())).kind).toBe('ok'));
  });

  test('add latencies to another fault', async () => {
    await sandbox.faults([
      { operation: 'p2p', fault: 'latency', ms: 60 },
      { operation: 'p2p', fault: 'error-500' },
    ]);
    const startedAt = performance.now();
    expect((await pay(fresh())).kind).toBe('unknown');
    expect(performance.now() - startedAt).toBeGreaterThan(55);
  });

  test('are refused by name where a fault means nothing', async () => {
    for (const operation of OPERATIONS) {
      for (const fault of ['reorder', 'late', 'before-answer', 'missing', 'refuse'] as const) {
        const { status } = await sandbox.faults([{ operation, fault }]);
        expect(status).toBe(APPLICABLE[operation].includes(fault) ? 200 : 422);
      }
    }
  });

  test.each([
    { rules: [{ operation: 'p2p' }] },
    { rules: [], more: 1 },
    { seed: -1, rules: [] },
    [],
  ])('are refused when they are %j', async (body) => {
    expect((await sandbox.ask('PUT', '/faults', body)).status).toBe(422);
  });
});
