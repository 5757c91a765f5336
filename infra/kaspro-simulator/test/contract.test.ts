import { DUPLICATE_REFERENCE } from '@angkutan/kaspro';
import { rupiah } from '@angkutan/money';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  CORPORATE,
  DRIVER_ACCOUNT,
  ESCROW,
  openSandbox,
  registerPeople,
  RIDER,
  RIDER_ACCOUNT,
  type Sandbox,
} from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  await registerPeople(sandbox.kaspro);
  await sandbox.topUp(RIDER, 1_000_000);
});
afterAll(() => sandbox[Symbol.asyncDispose]());

let count = 0;
const fresh = () => `contract-${(count += 1)}`;
const ride = (partnerReference: string, amount = 20_000) => ({
  sourceAccount: RIDER_ACCOUNT,
  destinationAccount: DRIVER_ACCOUNT,
  amount: rupiah(amount),
  partnerReference,
});
const cashOut = (partnerReference: string, channel: 'BANK' | 'MODERN_TRADE' = 'BANK') => ({
  sourceAccount: RIDER_ACCOUNT,
  bankCode: '014',
  beneficiaryAccount: '1234567890',
  beneficiaryName: 'SITI CONTOH',
  amount: rupiah(50_000),
  partnerReference,
  channel,
});
const lastOtp = async (mobileNumber: string): Promise<string> =>
  (await sandbox.ask('GET', `/messages?mobileNumber=${mobileNumber}`)).body[0].otp;

describe('a one-time code', () => {
  test('is sent, good once, and then no more', async () => {
    expect(await sandbox.kaspro.requestOtp('081300000001')).toEqual({
      kind: 'ok',
      data: { expiresInSeconds: 300 },
    });
    const check = { mobileNumber: '081300000001', otp: await lastOtp('081300000001') };
    expect((await sandbox.kaspro.validateOtp(check)).kind).toBe('ok');
    expect(await sandbox.kaspro.validateOtp(check)).toMatchObject({
      kind: 'refused',
      code: 110001,
    });
  });

  test('ends after three wrong entries, even for the right one', async () => {
    await sandbox.kaspro.requestOtp('081300000009');
    const otp = await lastOtp('081300000009');
    const wrong = { mobileNumber: '081300000009', otp: otp === '000000' ? '000001' : '000000' };
    for (let entry = 0; entry < 3; entry += 1) {
      expect(await sandbox.kaspro.validateOtp(wrong)).toMatchObject({ code: 110001 });
    }
    expect(await sandbox.kaspro.validateOtp({ ...wrong, otp })).toMatchObject({ code: 110003 });
  });
});

describe('a registration', () => {
  test('opens an account, once per number and type', async () => {
    const wanted = {
      mobileNumber: '081300000002',
      name: 'Budi Contoh',
      customerType: 'SUBSCRIBER' as const,
      partnerReference: fresh(),
    };
    expect(await sandbox.kaspro.register(wanted)).toMatchObject({ kind: 'ok' });
    expect(await sandbox.kaspro.register({ ...wanted, partnerReference: fresh() })).toMatchObject({
      kind: 'refused',
      code: 110006,
    });
    const merchant = { ...wanted, customerType: 'MERCHANT' as const, partnerReference: fresh() };
    expect((await sandbox.kaspro.register(merchant)).kind).toBe('ok');
    expect(await sandbox.balanceOf('77781300000002')).toBe(0);
    expect(await sandbox.kaspro.accountInquiry('081300000002')).toMatchObject({
      kind: 'ok',
      data: { customerType: 'SUBSCRIBER', kycStatus: 'BASIC', availableBalance: 0n },
    });
  });

  test('is needed before an account can be asked for', async () => {
    const outcome = await sandbox.kaspro.accountInquiry('081399999999');
    expect(outcome).toMatchObject({ kind: 'refused', code: 110005 });
  });
});

describe('e-KYC', () => {
  const photos = {
    mobileNumber: RIDER,
    ktpPhoto: '/9j/4AAQ',
    selfiePhoto: 'iVBORw0KGgoAAAA',
    selfieWithKtpPhoto: '/9j/4AAQ',
  };

  test('reads the KTP without religion and blood type, and makes the customer premium', async () => {
    const outcome = await sandbox.kaspro.ekyc(photos);
    if (outcome.kind !== 'ok') throw new Error(`it was ${outcome.kind}`);
    expect(outcome.data.idCardNumber).toMatch(/^317101050590\d{4}$/);
    expect(Object.keys(outcome.data)).not.toContain('religion');
    expect(Object.keys(outcome.data)).not.toContain('bloodType');
    expect(await sandbox.kaspro.accountInquiry(RIDER)).toMatchObject({
      data: { kycStatus: 'PREMIUM' },
    });
  });

  test('is refused for a stranger, and for a photo that is none', async () => {
    const stranger = { ...photos, mobileNumber: '081399999999' };
    expect(await sandbox.kaspro.ekyc(stranger)).toMatchObject({ code: 110005 });
    expect(await sandbox.kaspro.ekyc({ ...photos, selfiePhoto: 'PHN2Zz4=' })).toMatchObject({
      code: 140002,
    });
  });
});

describe('a transfer', () => {
  test('moves money between any two accounts, and status and statement say so', async () => {
    const reference = fresh();
    const from = new Date();
    const before = await sandbox.balanceOf(ESCROW);
    const outcome = await sandbox.kaspro.transfer({
      ...ride(reference),
      destinationAccount: ESCROW,
    });
    if (outcome.kind !== 'ok') throw new Error(`it was ${outcome.kind}`);
    const [debit, credit] = outcome.data.walletTransactions;
    expect(debit).toMatchObject({ account: RIDER_ACCOUNT, amount: 20_000n });
    expect(credit).toMatchObject({ account: ESCROW, balanceAfter: BigInt(before + 20_000) });
    expect(await sandbox.effectsOf(reference)).toBe(1);
    expect(await sandbox.kaspro.status(reference)).toMatchObject({
      kind: 'ok',
      data: { status: 'SUCCESS', amount: 20_000n, account: RIDER_ACCOUNT },
    });
    const to = new Date(Date.now() + 1);
    const rows = await sandbox.kaspro.statement({ account: RIDER_ACCOUNT, from, to });
    expect(rows).toMatchObject({
      data: [{ partnerReference: reference, amount: -20_000n, reference: debit?.reference }],
    });
  });

  test.each([
    ['beyond the balance', ride('over', 900_000_000), 120001],
    ['from nobody', { ...ride('nobody'), sourceAccount: '8880' }, 110005],
    ['to nobody', { ...ride('to-nobody'), destinationAccount: '8880' }, 130002],
    ['to itself', { ...ride('itself'), destinationAccount: RIDER_ACCOUNT }, 130002],
  ])(
    '%s is refused, moves nothing, and its reference may be used again',
    async (_, transfer, code) => {
      expect(await sandbox.kaspro.transfer(transfer)).toMatchObject({ kind: 'refused', code });
      expect(await sandbox.effectsOf(transfer.partnerReference)).toBe(0);
      const again = { ...ride(transfer.partnerReference, 1) };
      expect((await sandbox.kaspro.transfer(again)).kind).toBe('ok');
    },
  );

  test('sent again is unknown and moves nothing more', async () => {
    const reference = fresh();
    await sandbox.kaspro.transfer(ride(reference));
    expect(await sandbox.kaspro.transfer(ride(reference))).toEqual({
      kind: 'unknown',
      cause: 'DUPLICATE_REFERENCE',
    });
    expect(await sandbox.effectsOf(reference)).toBe(1);
    const { body } = await sandbox.ask('GET', `/calls?partnerReference=${reference}`);
    expect(body.calls).toMatchObject([
      { operation: 'p2p', answer: { status: 200 } },
      { operation: 'p2p', answer: { body: expect.stringContaining(String(DUPLICATE_REFERENCE)) } },
    ]);
  });

  test('that was never sent is not found', async () => {
    const outcome = await sandbox.kaspro.status('never-sent');
    expect(outcome).toMatchObject({ kind: 'ok', data: { status: 'NOT_FOUND' } });
  });
});

describe('a payout', () => {
  const statusOf = async (reference: string) => {
    const outcome = await sandbox.kaspro.status(reference);
    return outcome.kind === 'ok' ? outcome.data.status : outcome.kind;
  };

  test('to a bank is in process, then succeeds, and costs amount and fee', async () => {
    const reference = fresh();
    const before = await sandbox.balanceOf(RIDER_ACCOUNT);
    expect(await sandbox.kaspro.payout(cashOut(reference))).toMatchObject({
      kind: 'in-process',
      providerReference: expect.stringMatching(/^OLSFQ/),
      data: { amount: 50_000n, serviceFee: 2_500n },
    });
    await vi.waitFor(async () => expect(await statusOf(reference)).toBe('SUCCESS'));
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(before - 52_500);
    expect(await sandbox.effectsOf(reference)).toBe(1);
  });

  test('by QRIS takes the tip on top', async () => {
    const reference = fresh();
    const payment = {
      sourceAccount: RIDER_ACCOUNT,
      qrContent: '000201',
      amount: rupiah(15_000),
      tip: rupiah(2_000),
      partnerReference: reference,
    };
    expect(await sandbox.kaspro.qrisPayment(payment)).toMatchObject({
      kind: 'in-process',
      data: { amount: 17_000n, serviceFee: 0n },
    });
    await vi.waitFor(async () => expect(await statusOf(reference)).toBe('SUCCESS'));
  });

  test('at a store waits for the person, sets the money aside, and moves it when the cash is taken', async () => {
    const reference = fresh();
    const before = await sandbox.balanceOf(RIDER_ACCOUNT);
    const outcome = await sandbox.kaspro.payout(cashOut(reference, 'MODERN_TRADE'));
    if (outcome.kind !== 'in-process') throw new Error(`it was ${outcome.kind}`);
    const { withdrawalCode, expiresAt } = outcome.data;
    expect(Date.parse(expiresAt ?? '') - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(await statusOf(reference)).toBe('IN_PROCESS');
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(before);
    const all = ride(fresh(), before);
    expect(await sandbox.kaspro.transfer(all)).toMatchObject({ kind: 'refused', code: 120001 });
    expect((await sandbox.ask('POST', `/withdrawals/${withdrawalCode}`)).status).toBe(200);
    expect((await sandbox.ask('POST', `/withdrawals/${withdrawalCode}`)).status).toBe(409);
    expect(await sandbox.balanceOf(RIDER_ACCOUNT)).toBe(before - 55_000);
  });

  test('sent again is unknown and moves nothing more', async () => {
    const reference = fresh();
    await sandbox.kaspro.payout(cashOut(reference));
    expect(await sandbox.kaspro.payout(cashOut(reference))).toMatchObject({
      cause: 'DUPLICATE_REFERENCE',
    });
  });
});

describe('a statement', () => {
  test.each([ESCROW, CORPORATE])('of %s begins with the money it opened with', async (account) => {
    const rows = await sandbox.kaspro.statement({
      account,
      from: new Date(0),
      to: new Date(Date.now() + 1),
    });
    if (rows.kind !== 'ok') throw new Error(`it was ${rows.kind}`);
    const [first] = rows.data;
    expect(first?.reference).toBe(`OPENING-${account}`);
    expect(first?.partnerReference).toBeUndefined();
    expect(first?.balanceAfter).toBe(first?.amount);
    expect(rows.data.at(-1)?.balanceAfter).toBe(BigInt(await sandbox.balanceOf(account)));
  });
});

describe('a caller', () => {
  test.each([
    ['under a wrong secret', { secret: 'salah' }],
    ['under another name', { partnerId: 'someone' }],
    ['with an old clock', { now: () => new Date(Date.now() - 301_000) }],
  ])('%s is turned away, and the outcome is unknown', async (_, config) => {
    await using other = await openSandbox();
    const { createKasPro } = await import('@angkutan/kaspro');
    const partner = { partnerId: 'angkutan', secret: 'rahasia' };
    const stranger = createKasPro({ ...partner, baseUrl: other.simulator.url, ...config });
    expect(await stranger.status('x')).toEqual({
      kind: 'unknown',
      cause: 'HTTP_STATUS',
      detail: '401',
    });
    stranger.close();
  });
});
