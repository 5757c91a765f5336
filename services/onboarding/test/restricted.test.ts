import { randomUUID } from 'node:crypto';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerRow } from '../src/store/rows.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';
import { formOf, photo } from './photos.ts';
import { command } from './vault-rows.ts';

let app: OnboardingUnderTest;
beforeAll(async () => {
  app = await onboardingUnderTest();
});
afterAll(() => app.close());

async function erase(customerId: string) {
  const current = app.environment.KEY_ENCRYPTION_KEY;
  const why = ['--actor', 'ani@ops', '--reason', 'ticket 41'];
  const { code } = await command(app, { current }, 'erase', '--customer', customerId, ...why);
  expect(code).toBe(0);
}

/** A registered customer whose data are being erased; a token of before is still there. */
async function restricted() {
  const mobileNumber = app.newNumber();
  const { body } = await app.register({
    mobileNumber,
    verificationToken: await app.prove(mobileNumber),
  });
  const customerId = String(body.customerId);
  const unused = await app.prove(mobileNumber);
  await erase(customerId);
  return { customerId, mobileNumber, unused };
}

const seenBy = async (customerId: string, sub: string, role: string) =>
  app.call(`/v1/customers/${customerId}`, { headers: await app.bearer(sub, role) });
const customers = () => app.connection.collection<CustomerRow>('customers');

describe('a customer who has asked for erasure', () => {
  it('is not found by anybody but ops, who see it masked, with who and why', async () => {
    const { customerId } = await restricted();
    expect((await seenBy(customerId, customerId, 'customer')).status).toBe(404);
    expect((await seenBy(customerId, 'app', 'service')).status).toBe(404);
    const { status, body } = await seenBy(customerId, 'ops1', 'ops');
    expect([status, body.identity.name]).toEqual([200, 'S*** R*****']);
    expect(body.restricted).toMatchObject({ actor: 'ani@ops', reason: 'ticket 41' });
    expect(Date.parse(body.restricted.until)).toBeGreaterThan(Date.parse(body.restricted.since));
  });

  it('gets no further role, not even by a token of before', async () => {
    const { customerId, mobileNumber, unused } = await restricted();
    const asked = { mobileNumber, verificationToken: unused, role: 'MERCHANT' };
    const { status, body } = await app.register(asked);
    expect([status, body.code]).toEqual([422, 'CUSTOMER_RESTRICTED']);
    expect((await customers().findOne({ _id: customerId }))?.roles).toHaveLength(1);
  });

  it('gets no token for a right code, and nobody else learns of it', async () => {
    const { mobileNumber } = await restricted();
    expect((await app.call('/v1/otp', { json: { mobileNumber } })).status).toBe(202);
    const wrong = { mobileNumber, otp: '00000000' };
    expect((await app.call('/v1/otp/validate', { json: wrong })).body.code).toBe('OTP_WRONG');
    const json = { mobileNumber, otp: await app.otpOf(mobileNumber) };
    const { status, body } = await app.call('/v1/otp/validate', { json });
    expect([status, body.code]).toEqual([422, 'CUSTOMER_RESTRICTED']);
  });

  it('gets no upgrade: not by photos, not by a decision, and waits in no list', async () => {
    const { customerId } = await restricted();
    const form = formOf(await photo());
    const own = await app.bearer(customerId, 'customer');
    expect((await app.upload(`/v1/customers/${customerId}/upgrade`, form, own)).status).toBe(404);
    const review = { status: 'REVIEW', since: new Date(), reasons: ['PROVIDER_UNKNOWN'] } as const;
    await customers().updateOne({ _id: customerId }, { $set: { kyc: review } });
    const ops = await app.bearer('ops1', 'ops-act');
    const { status, body } = await app.call(`/v1/customers/${customerId}/kyc-decisions`, {
      json: { decision: 'REJECT', reason: 'looked at it' },
      headers: { 'idempotency-key': randomUUID(), ...ops },
    });
    expect([status, body.code]).toEqual([422, 'CUSTOMER_RESTRICTED']);
    expect((await app.call('/v1/kyc-reviews', { headers: ops })).body.total).toBe(0);
  });

  it('is not registered at KasPro any more when that was not begun', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    await app.faults({ operation: 'register', fault: 'refuse', code: 900001 });
    const key = { 'idempotency-key': randomUUID() };
    expect((await app.register({ mobileNumber, verificationToken }, key)).status).toBe(503);
    const row = await customers().findOne({ 'registration.status': 'READY' });
    await erase(row?._id ?? '');
    await app.faults();
    const { status, body } = await app.register({ mobileNumber, verificationToken }, key);
    expect([status, body.code]).toEqual([422, 'CUSTOMER_RESTRICTED']);
    // As the sweep finds it: open for longer than a caller waits.
    const $set = { 'registration.since': new Date(0) };
    await customers().updateOne({ _id: row?._id ?? '' }, { $set });
    const after = await eventually(
      () => customers().findOne({ _id: row?._id ?? '', registration: { $exists: false } }),
      { within: 20_000 },
    );
    expect(after?.roles).toEqual([]);
  });

  it('is forgotten in the end: the number and the card may be used by a new customer', async () => {
    const { customerId, mobileNumber, unused } = await restricted();
    await customers().updateOne({ _id: customerId }, { $set: { 'restriction.until': new Date() } });
    const current = app.environment.KEY_ENCRYPTION_KEY;
    await command(app, { current }, 'destroy-due', '--actor', 'ani@ops');
    expect((await seenBy(customerId, 'ops1', 'ops')).status).toBe(404);
    expect((await app.register({ mobileNumber, verificationToken: unused })).status).toBe(422);
    const verificationToken = await app.prove(mobileNumber);
    const anew = await app.register({ mobileNumber, verificationToken });
    expect([anew.status, anew.body.customerId === customerId]).toEqual([201, false]);
  });
});
