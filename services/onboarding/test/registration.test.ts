import { randomUUID } from 'node:crypto';
import { lookupHash, open } from '@angkutan/events';
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

const eventsOf = async (customerId: string) =>
  (await app.events()).filter(
    ({ type, data }) => type === 'CustomerRegistered' && data.customerId === customerId,
  );

describe('a registration', () => {
  it('makes a customer of a proven number, opens the account at KasPro and tells the wallet', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    const { status, body } = await app.register({ mobileNumber, verificationToken });
    const walletAccount = `888${mobileNumber.slice(1)}`;
    expect(status).toBe(201);
    expect(body).toEqual({
      customerId: expect.any(String),
      walletAccount,
      tier: 'BASIC',
      roles: ['USER'],
    });
    expect(await app.sandbox(`/accounts/${walletAccount}`)).toMatchObject({ balance: 0 });
    const { LOOKUP_KEY, EVENT_SEALING_KEY } = app.environment;
    const [event, ...more] = await eventsOf(body.customerId);
    if (event?.type !== 'CustomerRegistered') throw new Error('not told');
    const { phoneHash, sealedAccount, ...data } = event.data;
    expect(data).toMatchObject({ customerId: body.customerId, role: 'USER', tier: 'BASIC' });
    expect(phoneHash).toBe(lookupHash(LOOKUP_KEY, `+62${mobileNumber.slice(1)}`));
    expect(open(EVENT_SEALING_KEY, sealedAccount, body.customerId)).toBe(walletAccount);
    expect(more).toEqual([]);
  });

  it('of a further role keeps the customer and the account; a merchant has an account of its own', async () => {
    const mobileNumber = app.newNumber();
    const answers = [];
    for (const role of ['USER', 'DRIVER', 'MERCHANT']) {
      const verificationToken = await app.prove(mobileNumber);
      answers.push((await app.register({ mobileNumber, verificationToken, role })).body);
    }
    const [user, driver, merchant] = answers;
    expect(new Set(answers.map(({ customerId }) => customerId)).size).toBe(1);
    expect(driver.walletAccount).toBe(user.walletAccount);
    expect(merchant.walletAccount).toBe(`777${mobileNumber.slice(1)}`);
    expect(merchant.roles).toEqual(['USER', 'DRIVER', 'MERCHANT']);
    expect(await eventsOf(user.customerId)).toMatchObject([
      { data: { role: 'USER' } },
      { data: { role: 'DRIVER' } },
      { data: { role: 'MERCHANT' } },
    ]);
  });

  it('of a role that the person has is refused, and tells nobody', async () => {
    const mobileNumber = app.newNumber();
    const first = await app.register({
      mobileNumber,
      verificationToken: await app.prove(mobileNumber),
    });
    const verificationToken = await app.prove(mobileNumber);
    const { status, body } = await app.register({ mobileNumber, verificationToken });
    expect([status, body.code]).toEqual([409, 'ROLE_ALREADY_REGISTERED']);
    expect(await eventsOf(first.body.customerId)).toHaveLength(1);
  });

  it('repeated under its key, or under a new one with the same proof, answers the same', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    const asked = { mobileNumber, verificationToken };
    const key = { 'idempotency-key': randomUUID() };
    const first = await app.register(asked, key);
    const replayed = await app.register(asked, key);
    const repeated = await app.register(asked);
    expect(replayed.headers.get('idempotency-replayed')).toBe('true');
    expect([replayed.body, repeated.body]).toEqual([first.body, first.body]);
    expect(repeated.status).toBe(201);
    expect(await eventsOf(first.body.customerId)).toHaveLength(1);
  });

  it('of one number many times at once makes one customer and one account', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    const asked = { mobileNumber, verificationToken };
    const answers = await Promise.all(Array.from({ length: 8 }, () => app.register(asked)));
    const done = answers.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => ![201, 503].includes(status))).toEqual([]);
    expect(new Set(done.map(({ body }) => body.customerId)).size).toBe(1);
    expect(await eventsOf(done[0]?.body.customerId)).toHaveLength(1);
  });

  it('leaves nothing readable of the person in the database or the log', async () => {
    const mobileNumber = app.newNumber();
    await app.call('/v1/otp', { json: { mobileNumber } });
    const otp = await app.otpOf(mobileNumber);
    const proven = await app.call('/v1/otp/validate', {
      json: { mobileNumber, otp },
      headers: { 'idempotency-key': randomUUID() },
    });
    const { verificationToken } = proven.body;
    const person = { name: 'Kenari Uji', email: 'kenari@example.id' };
    await app.register({ mobileNumber, verificationToken, ...person });
    const names = ['customers', 'verifications', 'otp', 'outbox', 'idempotency_keys'];
    const rows = (await Promise.all(names.map((name) => app.rows(name)))).flat();
    const secrets = [mobileNumber.slice(1), 'Kenari', 'kenari@', verificationToken, `"${otp}"`];
    const kept = rows.map((row) => JSON.stringify(row, plain)).join() + app.lines.join('');
    expect(kept).toContain('phoneHash');
    expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
  });
});

describe('a registration whose answer is lost', () => {
  it('is found at KasPro, and not sent again', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    await app.faults({ operation: 'register', fault: 'act-then-reset' });
    const { status, body } = await app.register({ mobileNumber, verificationToken });
    expect(status).toBe(201);
    expect(await eventsOf(body.customerId)).toHaveLength(1);
    const fired = await app.sandbox('/faults');
    expect(fired.rules).toMatchObject([{ fired: 1 }]);
  });

  it('goes on under the same key when KasPro was not there at all', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    const key = { 'idempotency-key': randomUUID() };
    await app.faults({ operation: 'register', fault: 'refuse', code: 900001 });
    const first = await app.register({ mobileNumber, verificationToken }, key);
    expect([first.status, first.body.code]).toEqual([503, 'REGISTRATION_UNFINISHED']);
    expect(Number(first.headers.get('retry-after'))).toBeGreaterThan(0);
    await app.faults();
    expect((await app.register({ mobileNumber, verificationToken }, key)).status).toBe(201);
  });
});

describe('a customer', () => {
  it('is shown masked to itself and to those who act for it, and to nobody else', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    const email = 'siti@example.id';
    const { body } = await app.register({ mobileNumber, verificationToken, email });
    const path = `/v1/customers/${body.customerId}`;
    const statusFor = async (sub: string, role: string) =>
      (await app.call(path, { headers: await app.bearer(sub, role) })).status;
    const own = await app.call(path, { headers: await app.bearer(body.customerId, 'customer') });
    expect(own.body).toEqual({
      customerId: body.customerId,
      tier: 'BASIC',
      roles: ['USER'],
      kyc: { status: 'BASIC', reasons: [] },
      registeredAt: expect.stringMatching(/Z$/),
      identity: {
        mobileNumber: `+6281******${mobileNumber.slice(-3)}`,
        name: 'S*** R*****',
        email: 's***@example.id',
      },
    });
    expect(await statusFor('app', 'service')).toBe(200);
    expect(await statusFor('somebody', 'driver')).toBe(404);
    expect((await app.call(path)).status).toBe(401);
  });
});

// Bytes as text, so that what is stored in clear inside them is seen.
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
}
