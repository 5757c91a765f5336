import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, registerPeople, RIDER, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  await registerPeople(sandbox.kaspro);
});
afterAll(() => sandbox[Symbol.asyncDispose]());

let count = 0;
const fresh = () => `customer-${(count += 1)}`;
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

  test('goes to registered numbers alone where registration comes first', async () => {
    await using strict = await openSandbox({ registerFirst: true });
    expect(await strict.kaspro.requestOtp(RIDER)).toMatchObject({ kind: 'refused', code: 110005 });
    await registerPeople(strict.kaspro);
    expect((await strict.kaspro.requestOtp(RIDER)).kind).toBe('ok');
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
    expect(outcome.data.nik).toMatch(/^317101\d{10}$/);
    expect(Object.keys(outcome.data)).not.toContain('religion');
    expect(Object.keys(outcome.data)).not.toContain('bloodType');
    expect(await sandbox.kaspro.accountInquiry(RIDER)).toMatchObject({
      data: { kycStatus: 'PREMIUM' },
    });
  });

  test('knows every number as another person, and the same number as the same one', async () => {
    const nikOf = async (mobileNumber: string): Promise<string> => {
      const outcome = await sandbox.kaspro.ekyc({ ...photos, mobileNumber });
      if (outcome.kind !== 'ok') throw new Error(`it was ${outcome.kind}`);
      return outcome.data.nik;
    };
    const other = `${RIDER.slice(0, 4)}${String((Number(RIDER.slice(4)) + 9_999) % 1e8).padStart(8, '0')}`;
    await sandbox.kaspro.register({
      mobileNumber: other,
      name: 'Siti',
      customerType: 'SUBSCRIBER',
      partnerReference: 'reg-other',
    });
    expect(await nikOf(other)).not.toBe(await nikOf(RIDER));
    expect(await nikOf(RIDER)).toBe(await nikOf(RIDER));
  });

  test('is refused for a stranger, and for a photo that is none', async () => {
    const stranger = { ...photos, mobileNumber: '081399999999' };
    expect(await sandbox.kaspro.ekyc(stranger)).toMatchObject({ code: 110005 });
    expect(await sandbox.kaspro.ekyc({ ...photos, selfiePhoto: 'PHN2Zz4=' })).toMatchObject({
      code: 140002,
    });
  });
});
