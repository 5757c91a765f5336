import { rupiah } from '@angkutan/money';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FaultRule } from '../src/index.ts';
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
  sandbox = await openSandbox({
    limits: {
      transfer: { timeoutMs: 250 },
      payout: { timeoutMs: 250 },
      enquiry: { timeoutMs: 250 },
    },
    breaker: { volumeThreshold: 1_000_000 },
  });
  await registerPeople(sandbox.kaspro);
  await sandbox.topUp(RIDER, 1_000_000);
});
afterEach(() => sandbox.ask('DELETE', '/faults'));
afterAll(() => sandbox[Symbol.asyncDispose]());

let count = 0;
const fresh = () => `fault-${(count += 1)}`;
const pay = (partnerReference: string) =>
  sandbox.kaspro.transfer({
    sourceAccount: RIDER_ACCOUNT,
    destinationAccount: DRIVER_ACCOUNT,
    amount: rupiah(100),
    partnerReference,
  });
const cashOut = (partnerReference: string) =>
  sandbox.kaspro.payout({
    sourceAccount: RIDER_ACCOUNT,
    bankCode: '014',
    beneficiaryAccount: '1234567890',
    beneficiaryName: 'SITI CONTOH',
    amount: rupiah(10_000),
    partnerReference,
    channel: 'BANK',
  });

type Rule = Omit<FaultRule, 'operation' | 'probability'>;
const ON_ANY_CALL: readonly [Rule, object, number][] = [
  [{ fault: 'latency', ms: 50 }, { kind: 'done' }, 1],
  [{ fault: 'wrong-types' }, { kind: 'done' }, 1],
  [{ fault: 'error-500' }, { kind: 'unknown', cause: 'HTTP_STATUS' }, 0],
  [{ fault: 'refuse', code: 120002 }, { kind: 'refused', code: 120002 }, 0],
  [{ fault: 'refuse', code: 900001 }, { kind: 'not-done', reason: 'maintenance' }, 0],
  [{ fault: 'timeout' }, { kind: 'unknown', cause: 'TIMEOUT' }, 0],
  [{ fault: 'outage' }, { kind: 'unknown', cause: 'CONNECTION_LOST' }, 0],
  [{ fault: 'act-then-timeout' }, { kind: 'unknown', cause: 'TIMEOUT' }, 1],
  [{ fault: 'act-then-reset' }, { kind: 'unknown', cause: 'CONNECTION_LOST' }, 1],
  [{ fault: 'garbage' }, { kind: 'unknown', cause: 'UNREADABLE_BODY' }, 1],
];

describe.each([
  { operation: 'p2p' as const, call: pay, done: 'ok' },
  { operation: 'bank-transfer' as const, call: cashOut, done: 'in-process' },
])('a $operation call', ({ operation, call, done }) => {
  test.each(ON_ANY_CALL)(
    'under %j ends %j, and money moves %d times',
    async (rule, ending, effects) => {
      const reference = fresh();
      await sandbox.faults([{ operation, ...rule }]);
      const expected = 'kind' in ending && ending.kind === 'done' ? { kind: done } : ending;
      expect(await call(reference)).toMatchObject(expected);
      await vi.waitFor(async () => expect(await sandbox.effectsOf(reference)).toBe(effects));
      expect((await sandbox.ask('GET', '/faults')).body.rules[0].fired).toBe(1);
    },
  );

  test('executed twice by a careless provider moves money twice', async () => {
    const reference = fresh();
    await sandbox.faults([{ operation, fault: 'duplicate' }]);
    await call(reference);
    expect((await call(reference)).kind).toBe(done);
    await vi.waitFor(async () => expect(await sandbox.effectsOf(reference)).toBe(2));
  });

  test('that acts late is unknown and not found, and then done all the same', async () => {
    const reference = fresh();
    await sandbox.faults([{ operation, fault: 'late', ms: 600 }]);
    expect(await call(reference)).toEqual({ kind: 'unknown', cause: 'TIMEOUT' });
    expect(await sandbox.kaspro.status(reference)).toMatchObject({ data: { status: 'NOT_FOUND' } });
    await vi.waitFor(async () => expect(await sandbox.effectsOf(reference)).toBe(1), 3_000);
    expect(await sandbox.kaspro.status(reference)).toMatchObject({ data: { status: 'SUCCESS' } });
  });
});

describe('a p2p call that is taken on', () => {
  const statusOf = async (reference: string): Promise<unknown> => {
    const outcome = await sandbox.kaspro.status(reference);
    return outcome.kind === 'ok' && outcome.data.status;
  };

  test.each([
    [[], 'SUCCESS', 1],
    [[{ operation: 'callback', fault: 'refuse', code: 120003 }], 'FAILED', 0],
  ] as const)(
    'with %j ends %s by its status, and money moves %d times',
    async (rules, end, effects) => {
      const reference = fresh();
      await sandbox.faults([{ operation: 'p2p', fault: 'in-process', count: 1 }, ...rules]);
      expect((await pay(reference)).kind).toBe('in-process');
      await vi.waitFor(async () => expect(await statusOf(reference)).toBe(end));
      expect(await sandbox.effectsOf(reference)).toBe(effects);
      expect(await pay(reference)).toMatchObject({ kind: 'unknown', cause: 'DUPLICATE_REFERENCE' });
    },
  );

  test('pays who it names, and what is on its way cannot be spent twice', async () => {
    await sandbox.faults([{ operation: 'p2p', fault: 'in-process', count: 1 }]);
    const [rider, driver] = await Promise.all(
      [RIDER_ACCOUNT, DRIVER_ACCOUNT].map(sandbox.balanceOf),
    );
    const reference = fresh();
    const all = { sourceAccount: RIDER_ACCOUNT, destinationAccount: DRIVER_ACCOUNT };
    const amount = rupiah(rider ?? 0);
    await sandbox.kaspro.transfer({ ...all, amount, partnerReference: reference });
    expect(await pay(fresh())).toMatchObject({ kind: 'refused', code: 120001 });
    await vi.waitFor(async () => expect(await statusOf(reference)).toBe('SUCCESS'));
    expect(await sandbox.balanceOf(DRIVER_ACCOUNT)).toBe((driver ?? 0) + (rider ?? 0));
    await sandbox.topUp(RIDER, 1_000_000);
  });
});

const photo = '/9j/4AAQ';
const OTHER_CALLS = [
  { operation: 'otp' as const, call: () => sandbox.kaspro.requestOtp('081300000003') },
  {
    operation: 'ekyc' as const,
    call: () =>
      sandbox.kaspro.ekyc({
        mobileNumber: RIDER,
        ktpPhoto: photo,
        selfiePhoto: photo,
        selfieWithKtpPhoto: photo,
      }),
  },
  {
    operation: 'register' as const,
    call: () =>
      sandbox.kaspro.register({
        mobileNumber: `08130001${1000 + (count += 1)}`,
        name: 'Siti Contoh',
        customerType: 'SUBSCRIBER',
        partnerReference: fresh(),
      }),
  },
  {
    operation: 'statement' as const,
    call: () =>
      sandbox.kaspro.statement({ account: RIDER_ACCOUNT, from: new Date(0), to: new Date() }),
  },
  { operation: 'account-inquiry' as const, call: () => sandbox.kaspro.accountInquiry(RIDER) },
];

describe.each(OTHER_CALLS)('a $operation call', ({ operation, call }) => {
  test.each<[Rule, object]>([
    [{ fault: 'latency', ms: 10 }, { kind: 'ok' }],
    [{ fault: 'wrong-types' }, { kind: 'ok' }],
    [{ fault: 'error-500' }, { kind: 'unknown', cause: 'HTTP_STATUS' }],
    [
      { fault: 'refuse', code: 140001 },
      { kind: 'refused', code: 140001 },
    ],
    [{ fault: 'outage' }, { kind: 'unknown', cause: 'CONNECTION_LOST' }],
    [{ fault: 'act-then-reset' }, { kind: 'unknown', cause: 'CONNECTION_LOST' }],
    [{ fault: 'garbage' }, { kind: 'unknown', cause: 'UNREADABLE_BODY' }],
  ])('under %j ends %j', async (rule, ending) => {
    await sandbox.faults([{ operation, ...rule }]);
    expect(await call()).toMatchObject(ending);
  });
});

describe('a status enquiry', () => {
  test.each<[Rule, object]>([
    [{ fault: 'missing' }, { kind: 'ok', data: { status: 'NOT_FOUND' } }],
    [{ fault: 'wrong-types' }, { kind: 'ok', data: { status: 'SUCCESS' } }],
    [
      { fault: 'refuse', code: 130002 },
      { kind: 'unknown', cause: 'ENQUIRY_REFUSED' },
    ],
    [{ fault: 'timeout' }, { kind: 'unknown', cause: 'TIMEOUT' }],
  ])('under %j answers %j about a transfer that is done', async (rule, ending) => {
    const reference = fresh();
    await pay(reference);
    await sandbox.faults([{ operation: 'status', ...rule }]);
    expect(await sandbox.kaspro.status(reference)).toMatchObject(ending);
  });
});
