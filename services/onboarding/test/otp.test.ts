import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

let app: OnboardingUnderTest;
beforeAll(async () => {
  app = await onboardingUnderTest();
});
afterEach(async () => {
  app.clock.aheadMs = 0;
  await app.faults();
});
afterAll(() => app.close());

const ask = (mobileNumber: string, headers = {}) =>
  app.call('/v1/otp', { json: { mobileNumber }, headers });
const enter = (mobileNumber: string, otp: string) =>
  app.call('/v1/otp/validate', { json: { mobileNumber, otp } });
const sentTo = async (mobileNumber: string): Promise<unknown[]> =>
  app.sandbox(`/messages?mobileNumber=${mobileNumber}`);
const DAY_MS = 86_400_000;

describe('asking for a code', () => {
  it('sends one, to the number however it is written', async () => {
    const number = app.newNumber();
    const answer = await ask(number.replace(/^0/, '+62 '));
    expect(answer).toMatchObject({ status: 202, body: { expiresInSeconds: 300 } });
    expect(await sentTo(number)).toHaveLength(1);
  });

  it.each(['0211234567', '+6591234567', '08', 'nomor saya', '081234567890123456'])(
    'is refused for %j, which is no Indonesian mobile number',
    async (mobileNumber) => {
      const { status, body } = await ask(mobileNumber);
      expect([status, body.errors[0].field]).toEqual([400, 'body.mobileNumber']);
    },
  );

  it('passes three times in 24 hours, however many ask at once', async () => {
    const number = app.newNumber();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(number)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(3);
    expect(await sentTo(number)).toHaveLength(3);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.code).toBe('OTP_REQUESTS_EXHAUSTED');
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(86_000);
    app.clock.aheadMs = DAY_MS;
    expect((await ask(number)).status).toBe(202);
  });

  it('under one Idempotency-Key sends once', async () => {
    const number = app.newNumber();
    await ask(number, { 'idempotency-key': number });
    const again = await ask(number, { 'idempotency-key': number });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([202, 'true']);
    expect(await sentTo(number)).toHaveLength(1);
  });

  it('is not counted while KasPro surely sends nothing', async () => {
    const number = app.newNumber();
    await app.faults({ operation: 'otp', fault: 'refuse', code: 900001 });
    for (let i = 0; i < 4; i += 1) {
      const answer = await ask(number);
      expect([answer.status, answer.body.code]).toEqual([503, 'OTP_UNAVAILABLE']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    await app.faults();
    expect((await ask(number)).status).toBe(202);
  });

  it('is counted when nobody knows whether a code was sent', async () => {
    const number = app.newNumber();
    await app.faults({ operation: 'otp', fault: 'act-then-reset' });
    const codes = [];
    for (let i = 0; i < 4; i += 1) codes.push((await ask(number)).body.code);
    const unconfirmed = Array.from({ length: 3 }, () => 'OTP_UNCONFIRMED');
    expect(codes).toEqual([...unconfirmed, 'OTP_REQUESTS_EXHAUSTED']);
  });
});

describe('entering a code', () => {
  it('that is right gives a token, and clears the wrong ones', async () => {
    const number = app.newNumber();
    await ask(number);
    expect((await enter(number, '0000')).body.code).toBe('OTP_WRONG');
    const answer = await enter(number, await app.otpOf(number));
    expect(answer).toMatchObject({ status: 200, body: { verificationToken: expect.any(String) } });
    const [row] = (await app.rows('otp')).filter(({ entries }) => String(entries) !== '');
    expect(row).toBeUndefined();
  });

  it('wrong three times locks the number for 24 hours, also for the right one', async () => {
    const number = app.newNumber();
    await ask(number);
    const otp = await app.otpOf(number);
    for (let i = 0; i < 3; i += 1) expect((await enter(number, '0000')).status).toBe(422);
    const locked = await enter(number, otp);
    expect([locked.status, locked.body.code]).toEqual([429, 'OTP_ENTRIES_EXHAUSTED']);
    expect(locked.body.detail).toMatch(/coba lagi pada \d+ \w+ \d{4} pukul \d\d\.\d\d WIB\.$/);
    expect((await ask(number)).body.code).toBe('OTP_ENTRIES_EXHAUSTED');
    app.clock.aheadMs = DAY_MS;
    expect((await ask(number)).status).toBe(202);
  });

  it('guessed many times at once is judged at most three times', async () => {
    const number = app.newNumber();
    await ask(number);
    const guesses = Array.from({ length: 20 }, (_, i) => enter(number, String(1_000 + i)));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(17);
  });

  it('after it has ended is refused as expired, without KasPro and without counting', async () => {
    const number = app.newNumber();
    const { body } = await ask(number);
    const otp = await app.otpOf(number);
    const calls = await app.counting('otp');
    app.clock.aheadMs = body.expiresInSeconds * 1000;
    for (let i = 0; i < 4; i += 1) {
      const expired = await enter(number, otp);
      expect([expired.status, expired.body.code]).toEqual([422, 'OTP_EXPIRED']);
    }
    expect(await calls()).toBe(0);
    app.clock.aheadMs = body.expiresInSeconds * 1000 - 5_000;
    expect((await enter(number, otp)).status).toBe(200);
  });

  it('for a number to which none was sent locks nobody out', async () => {
    const number = app.newNumber();
    const guesses = await Promise.all([1, 2, 3, 4].map(() => enter(number, '123456')));
    expect(guesses.map(({ body }) => body.code)).toEqual(Array(4).fill('OTP_EXPIRED'));
    await ask(number);
    expect((await enter(number, await app.otpOf(number))).status).toBe(200);
  });

  it('that KasPro did not judge is not counted as wrong', async () => {
    const number = app.newNumber();
    await ask(number);
    await app.faults({ operation: 'otp', fault: 'error-500' });
    for (let i = 0; i < 4; i += 1) expect((await enter(number, '0000')).status).toBe(503);
    await app.faults();
    expect((await enter(number, '0000')).body.code).toBe('OTP_WRONG');
  });

  it.each(['', '12', '１２３４５６', '12345678901', 'abcdef'])(
    'refuses %j as no code',
    async (otp) => {
      expect((await enter(app.newNumber(), otp)).status).toBe(400);
    },
  );
});
