import { rupiah } from '@angkutan/money';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
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
  sandbox = await openSandbox();
  await registerPeople(sandbox.kaspro);
  await sandbox.topUp(RIDER, 1_000_000);
});
afterAll(() => sandbox[Symbol.asyncDispose]());

let count = 0;
const fresh = () => `payout-${(count += 1)}`;
const ride = (partnerReference: string, amount = 20_000) => ({
  sourceAccount: RIDER_ACCOUNT,
  destinationAccount: DRIVER_ACCOUNT,
  amount: rupiah(amount),
  partnerReference,
});
const cashOut = (
  partnerReference: string,
  to: { channel: 'MODERN_TRADE'; outlet: string } | typeof BCA = BCA,
) => ({
  sourceAccount: RIDER_ACCOUNT,
  amount: rupiah(50_000),
  partnerReference,
  ...to,
});
const BCA = {
  channel: 'BANK',
  bankCode: '014',
  beneficiaryAccount: '1234567890',
  beneficiaryName: 'SITI CONTOH',
} as const;

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
    const outcome = await sandbox.kaspro.payout(
      cashOut(reference, { channel: 'MODERN_TRADE', outlet: 'ALFAMART' }),
    );
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
