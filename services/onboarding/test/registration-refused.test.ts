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

describe('a registration is refused', () => {
  it('without a proof, with one of another number, with one used up, and after 10 minutes', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    const invalid = { status: 422, body: { code: 'VERIFICATION_INVALID' } };
    const other = app.newNumber();
    expect(await app.register({ mobileNumber, verificationToken: 'guess' })).toMatchObject(invalid);
    expect(await app.register({ mobileNumber: other, verificationToken })).toMatchObject(invalid);
    app.clock.aheadMs = 10 * 60 * 1000 + 1_000;
    expect(await app.register({ mobileNumber, verificationToken })).toMatchObject(invalid);
    app.clock.aheadMs = 0;
    expect((await app.register({ mobileNumber, verificationToken })).status).toBe(201);
    const further = { mobileNumber, verificationToken, role: 'DRIVER' };
    expect(await app.register(further)).toMatchObject(invalid);
  });

  it('without consents, or with those of an earlier text', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    const { body: texts } = await app.call('/v1/consents');
    const privacy = texts.privacy.version;
    const codeFor = async (terms: unknown) => {
      const consents = { terms, privacy };
      return (await app.register({ mobileNumber, verificationToken, consents })).body.code;
    };
    expect(await codeFor(false)).toBe('CONSENTS_REQUIRED');
    expect(await codeFor('2020-01')).toBe('CONSENTS_OUTDATED');
    expect(await codeFor(texts.terms.version)).toBeUndefined();
  });

  it('without an Idempotency-Key, and without a token', async () => {
    const json = {};
    const headers = await app.bearer('app', 'service');
    expect((await app.call('/v1/customers', { json, headers })).status).toBe(400);
    expect((await app.call('/v1/customers', { json })).status).toBe(401);
  });

  it("to somebody else's customer, as if the number were unknown", async () => {
    const mobileNumber = app.newNumber();
    await app.register({ mobileNumber, verificationToken: await app.prove(mobileNumber) });
    const verificationToken = await app.prove(mobileNumber);
    const stranger = await app.bearer('somebody', 'customer');
    const further = { mobileNumber, verificationToken, role: 'DRIVER' };
    expect((await app.register(further, stranger)).status).toBe(404);
  });

  it('by KasPro for good, and leaves no customer', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    await app.faults({ operation: 'register', fault: 'refuse', code: 120003 });
    const { status, body } = await app.register({ mobileNumber, verificationToken });
    expect([status, body.code]).toEqual([422, 'REGISTRATION_REFUSED']);
    await app.faults();
    const again = { mobileNumber, verificationToken: await app.prove(mobileNumber) };
    expect((await app.register(again)).status).toBe(201);
  });
});
