import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

let app: OnboardingUnderTest;
const ask = (mobileNumber: string) => app.call('/v1/otp', { json: { mobileNumber } });

describe.each(['false', 'true'])('with KASPRO_REGISTER_FIRST=%s', (registerFirst) => {
  beforeAll(async () => {
    app = await onboardingUnderTest({ KASPRO_REGISTER_FIRST: registerFirst });
  });
  afterEach(() => app.faults());
  afterAll(() => app.close());

  it('a person is registered by OTP and consent, and KasPro registers the number once', async () => {
    const calls = await app.counting('register');
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    expect(await calls()).toBe(registerFirst === 'true' ? 1 : 0);
    const { status, body } = await app.register({ mobileNumber, verificationToken });
    const walletAccount = `888${mobileNumber.slice(1)}`;
    expect([status, body.walletAccount]).toEqual([201, walletAccount]);
    expect(await calls()).toBe(1);
    expect(await app.sandbox(`/accounts/${walletAccount}`)).toMatchObject({ balance: 0 });
  });

  it('a merchant gets an account of its own, by a call of its own', async () => {
    const calls = await app.counting('register');
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    const role = 'MERCHANT';
    const { body } = await app.register({ mobileNumber, verificationToken, role });
    expect(body).toMatchObject({ walletAccount: `777${mobileNumber.slice(1)}`, roles: [role] });
    expect(await calls()).toBe(registerFirst === 'true' ? 2 : 1);
  });
});

describe('where KasPro sends codes to registered numbers alone', () => {
  beforeAll(async () => {
    app = await onboardingUnderTest({ KASPRO_REGISTER_FIRST: 'true' });
  });
  afterEach(() => app.faults());
  afterAll(() => app.close());

  it('a number is registered under a name that names nobody, and nobody is a customer yet', async () => {
    const mobileNumber = app.newNumber();
    expect(await ask(mobileNumber)).toMatchObject({ status: 202, body: { expiresInSeconds: 300 } });
    const account = await app.kaspro.accountInquiry(mobileNumber);
    expect(account).toMatchObject({ kind: 'ok', data: { fullName: 'Pelanggan Angkutan' } });
    expect(await app.rows('customers')).toEqual([]);
    expect(await app.events()).toEqual([]);
    const kept = JSON.stringify(await app.rows('placeholders'));
    expect(kept).not.toContain(mobileNumber.slice(1));
  });

  it('a number asked for many times at once is registered once', async () => {
    const calls = await app.counting('register');
    const mobileNumber = app.newNumber();
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(mobileNumber)));
    expect(await calls()).toBe(1);
    expect(answers.map(({ status }) => status)).toContain(202);
    expect((await ask(mobileNumber)).status).not.toBe(422);
    expect(await calls()).toBe(1);
  });

  it('a registration whose answer is lost is found, and the code is sent all the same', async () => {
    const lost = { operation: 'register', fault: 'act-then-reset' };
    const calls = await app.counting('register', lost);
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    expect((await app.register({ mobileNumber, verificationToken })).status).toBe(201);
    expect(await calls()).toBe(1);
  });

  it('a registration that may have been lost is asked after, and sent anew after the window alone', async () => {
    const lost = { operation: 'register', fault: 'outage' };
    const calls = await app.counting('register', lost);
    const mobileNumber = app.newNumber();
    for (let i = 0; i < 4; i += 1) {
      const { status, body, headers } = await ask(mobileNumber);
      expect([status, body.code]).toEqual([503, 'OTP_UNAVAILABLE']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await calls()).toBe(1);
    await app.faults();
    app.clock.aheadMs = app.environment.KASPRO_PROCESSING_WINDOW_S * 1_000 + 1_000;
    await ask(mobileNumber);
    expect((await ask(mobileNumber)).status).toBe(202);
    app.clock.aheadMs = 0;
  });

  it('a number that KasPro refuses to register gets no code, and may be tried again', async () => {
    const mobileNumber = app.newNumber();
    await app.faults({ operation: 'register', fault: 'refuse', code: 120003 });
    const { status, body } = await ask(mobileNumber);
    expect([status, body.code]).toEqual([422, 'OTP_REFUSED']);
    await app.faults();
    expect((await ask(mobileNumber)).status).toBe(202);
  });

  it('an answer comes no sooner for a number that is known than for one that is not', async () => {
    const known = app.newNumber();
    await ask(known);
    for (const mobileNumber of [known, app.newNumber()]) {
      const askedAt = performance.now();
      await ask(mobileNumber);
      expect(performance.now() - askedAt).toBeGreaterThan(990);
    }
  });
});
