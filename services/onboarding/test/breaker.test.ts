import { hash } from 'node:crypto';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KycFlows, kycFlows } from './kyc-flows.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';
import { formOf, photo } from './photos.ts';

/** The breaker's pause and its enquiry. */
const CLOSED_AGAIN = { within: 20_000 };
const OPEN = { within: 20_000 };

interface Person {
  readonly customerId: string;
  readonly mobileNumber: string;
  /** A proof not used yet. */
  readonly verificationToken: string;
}

let app: OnboardingUnderTest;
let flows: KycFlows;
let waiting: Person;
let codeOut: string;
beforeAll(async () => {
  app = await onboardingUnderTest();
  flows = await kycFlows(app);
  codeOut = app.newNumber();
  await askCode(codeOut);
  waiting = await aPerson();
  const others = await Promise.all(Array.from({ length: 4 }, aPerson));
  // Surely not done, so that the same people may try until the breakers are open.
  await app.faults({ operation: '*', fault: 'refuse', code: 900001 });
  await tryUntilOpen('otp', () => askCode(app.newNumber()));
  const [first = waiting] = others;
  await tryUntilOpen('registration', () => asMerchant(first));
  const small = formOf(await photo(64, 40));
  await tryUntilOpen('ekyc', () =>
    Promise.all(others.map(({ customerId }) => flows.upgrade(customerId, small))),
  );
  await app.faults({ operation: '*', fault: 'outage' });
}, 120_000);
afterAll(() => app.close());

/** Registered as a user, and with a fresh proof in hand. */
async function aPerson(): Promise<Person> {
  const { customerId, mobileNumber } = await flows.registered();
  return { customerId, mobileNumber, verificationToken: await app.prove(mobileNumber) };
}
const askCode = (mobileNumber: string) => app.call('/v1/otp', { json: { mobileNumber } });
const asMerchant = ({ mobileNumber, verificationToken }: Person) =>
  app.register({ mobileNumber, verificationToken, role: 'MERCHANT' });

async function tryUntilOpen(breaker: string, attempt: () => Promise<unknown>): Promise<void> {
  await eventually(async () => {
    await attempt();
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    return metrics.includes(`kaspro_breaker_state{class="${breaker}"} 2`);
  }, OPEN);
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly code?: string };
}

function expectTurnedAway({ status, headers, body }: Answer, code: string): void {
  expect([status, body.code]).toEqual([503, code]);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
}

/** A digest of all that is kept in these collections. */
async function kept(...collections: string[]): Promise<string> {
  const rows = await Promise.all(collections.map((name) => app.rows(name)));
  const plain = (_key: string, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value;
  return hash('sha256', JSON.stringify(rows, plain));
}
const COUNTS = ['otp', 'otp_budgets', 'verifications', 'idempotency_keys'];

describe('while KasPro is out and the breakers are open', () => {
  it('a code is neither sent nor counted', async () => {
    const before = await kept(...COUNTS);
    expectTurnedAway(await askCode(app.newNumber()), 'OTP_UNAVAILABLE');
    expect(await kept(...COUNTS)).toBe(before);
  });

  it('a code is neither judged nor counted as wrong', async () => {
    const before = await kept(...COUNTS);
    const json = { mobileNumber: codeOut, otp: '000000' };
    expectTurnedAway(await app.call('/v1/otp/validate', { json }), 'OTP_UNAVAILABLE');
    expect(await kept(...COUNTS)).toBe(before);
  });

  it('a registration is not begun, and its proof stays good', async () => {
    const own = { _id: waiting.customerId };
    const before = [await flows.customers().findOne(own), await kept(...COUNTS)];
    expectTurnedAway(await asMerchant(waiting), 'REGISTRATION_UNAVAILABLE');
    expect([await flows.customers().findOne(own), await kept(...COUNTS)]).toEqual(before);
  });

  it('no photo is read, and no e-KYC is begun', async () => {
    const own = { _id: waiting.customerId };
    const before = [await flows.customers().findOne(own), await kept('idempotency_keys')];
    // What is no photo would be refused as such, if anybody looked at it.
    const form = formOf(Buffer.from('not a photo'));
    expectTurnedAway(await flows.upgrade(waiting.customerId, form), 'EKYC_UNAVAILABLE');
    expect([await flows.customers().findOne(own), await kept('idempotency_keys')]).toEqual(before);
  });

  it('all of it goes on once KasPro is back', async () => {
    await app.faults();
    await eventually(async () => (await asMerchant(waiting)).status === 201, CLOSED_AGAIN);
    const json = { mobileNumber: codeOut, otp: await app.otpOf(codeOut) };
    await eventually(
      async () => (await app.call('/v1/otp/validate', { json })).status === 200,
      CLOSED_AGAIN,
    );
    await eventually(
      async () => (await flows.upgrade(waiting.customerId)).status === 200,
      CLOSED_AGAIN,
    );
  });
});
