import { afterAll, beforeAll, expect, it } from 'vitest';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

const CALLS_TO_OPEN = 20;

let app: OnboardingUnderTest;
beforeAll(async () => {
  app = await onboardingUnderTest();
});
afterAll(() => app.close());

const ask = (mobileNumber: string) => app.call('/v1/otp', { json: { mobileNumber } });

it('while the breaker is open a code is refused for now, and not counted', async () => {
  await app.faults({ operation: 'otp', fault: 'error-500' });
  for (let i = 0; i < CALLS_TO_OPEN; i += 1) await ask(app.newNumber());
  await app.faults();
  const number = app.newNumber();
  const refused = await ask(number);
  expect([refused.status, refused.body.code]).toEqual([503, 'OTP_UNAVAILABLE']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const counts = await app.rows('otp');
  expect(counts.filter(({ requests }) => String(requests) === '')).toHaveLength(1);
});
