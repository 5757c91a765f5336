import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

const PER_ADDRESS = 5;
const GLOBAL = 20;
const HOUR_S = 3_600;

let app: OnboardingUnderTest;
let second: string;
beforeAll(async () => {
  app = await onboardingUnderTest({
    OTP_PER_ADDRESS_PER_HOUR_MAX: String(PER_ADDRESS),
    OTP_GLOBAL_PER_MINUTE_MAX: String(GLOBAL),
    TRUSTED_PROXIES: '1',
  });
  second = await app.anotherInstance();
});
afterAll(() => app.close());

let addresses = 0;
const newAddress = () => `198.51.100.${(addresses += 1)}`;

function ask(from: string, path = '/v1/otp', more: object = {}) {
  const json = { mobileNumber: app.newNumber(), ...more };
  return app.call(path, { json, headers: { 'x-forwarded-for': `10.1.1.1, ${from}` } });
}
const over = { status: 429, body: { code: 'OTP_BUDGET_EXHAUSTED' } };
/** Begins the budget for all anew. */
const freshMinute = () => app.connection.collection('otp_budgets').deleteMany({ _id: /:all:/ });

it('one address asks for a bounded number of codes an hour, whichever the numbers', async () => {
  await freshMinute();
  const address = newAddress();
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask(address)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(12 - PER_ADDRESS);
  expect(refused[0]).toMatchObject(over);
  const wait = Number(refused[0]?.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(HOUR_S);
  expect((await ask(newAddress())).status).toBe(202);
});

it('an address that guesses is bounded too, by a budget of its own', async () => {
  await freshMinute();
  const address = newAddress();
  const guess = () => ask(address, '/v1/otp/validate', { otp: '123456' });
  const guesses = await Promise.all(Array.from({ length: 7 }, guess));
  expect(guesses.filter(({ status }) => status === 429)).toHaveLength(7 - PER_ADDRESS);
  expect((await ask(address)).status).toBe(202);
});

it('an IPv6 network counts as one address', async () => {
  await freshMinute();
  const answers = [];
  for (let host = 1; host <= PER_ADDRESS + 1; host += 1)
    answers.push(await ask(`2001:db8::${host}`));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 429]);
});

it('all addresses together are bounded, over all instances, before KasPro is asked', async () => {
  await freshMinute();
  const calls = await app.counting('otp');
  const askAt = async (url: string) => {
    const headers = { 'x-forwarded-for': newAddress(), 'content-type': 'application/json' };
    const body = JSON.stringify({ mobileNumber: app.newNumber() });
    const answer = await fetch(`${url}/v1/otp`, {
      method: 'POST',
      body,
      headers: { ...headers, connection: 'close' },
    });
    const retryAfter = Number(answer.headers.get('retry-after'));
    await answer.body?.cancel();
    return { status: answer.status, retryAfter };
  };
  const asks = Array.from({ length: 3 * GLOBAL }, (_, i) => askAt(i % 2 ? app.url : second));
  const answers = await Promise.all(asks);
  const refused = answers.filter(({ status }) => status === 429);
  const passed = answers.length - refused.length;
  expect(await calls()).toBe(passed);
  expect(passed).toBeGreaterThanOrEqual(GLOBAL);
  // A new minute may have begun meanwhile, with a new budget.
  expect(passed).toBeLessThanOrEqual(2 * GLOBAL);
  for (const { retryAfter } of refused) expect(retryAfter).toBeLessThanOrEqual(60);
});

it('what the budget for all refuses does not count for the number', async () => {
  await freshMinute();
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const spent = [minute, minute + 60_000].map((beganAt) => ({
    _id: `request:all:${beganAt}`,
    count: GLOBAL,
    endsAt: new Date(beganAt + 60_000),
  }));
  await app.connection.collection<(typeof spent)[number]>('otp_budgets').insertMany(spent);
  const mobileNumber = app.newNumber();
  for (let i = 0; i < 4; i += 1) {
    expect(await ask(newAddress(), '/v1/otp', { mobileNumber })).toMatchObject(over);
  }
  await freshMinute();
  expect((await ask(newAddress(), '/v1/otp', { mobileNumber })).status).toBe(202);
});

it('no address is kept in clear', async () => {
  await ask('203.0.113.99', '/v1/otp', { mobileNumber: app.newNumber() });
  const kept = JSON.stringify(await app.rows('otp_budgets'), (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  expect(kept).toContain('request:');
  expect(kept).not.toContain('203.0.113.99');
  expect(app.lines.join('')).not.toContain('203.0.113.99');
});

it('a replayed answer costs nothing', async () => {
  await freshMinute();
  const address = newAddress();
  const headers = { 'x-forwarded-for': address, 'idempotency-key': randomUUID() };
  const json = { mobileNumber: app.newNumber() };
  for (let i = 0; i <= PER_ADDRESS; i += 1) {
    expect((await app.call('/v1/otp', { json, headers })).status).toBe(202);
  }
});
