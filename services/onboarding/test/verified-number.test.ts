import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

let app: OnboardingUnderTest;
beforeAll(async () => {
  app = await onboardingUnderTest();
});
afterAll(() => app.close());

/** What is told from here on; answers how to read it: types and customerIds, and the events. */
async function listening() {
  const before = new Set((await app.events()).map(({ data }) => data.eventId));
  return async () => {
    const events = (await app.events()).filter(({ data }) => !before.has(data.eventId));
    const told = events.map(({ type, data }) => [type, 'customerId' in data && data.customerId]);
    return { told, events };
  };
}

describe('a proven number', () => {
  it('is told under the id that its owner has once registered, and without the number', async () => {
    const heard = await listening();
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    const { body } = await app.register({ mobileNumber, verificationToken });
    const { told, events } = await heard();
    expect(told).toEqual([
      ['MobileNumberVerified', body.customerId],
      ['CustomerRegistered', body.customerId],
    ]);
    expect(Object.keys(events[0]?.data ?? {}).toSorted()).toEqual([
      'customerId',
      'eventId',
      'occurredAt',
    ]);
  });

  it('keeps its id when it is proven again before it is registered', async () => {
    const heard = await listening();
    const mobileNumber = app.newNumber();
    const first = await app.prove(mobileNumber);
    await app.prove(mobileNumber);
    const { body } = await app.register({ mobileNumber, verificationToken: first });
    const { told } = await heard();
    expect(new Set(told.map(([, customerId]) => customerId))).toEqual(new Set([body.customerId]));
    expect(told).toHaveLength(3);
  });

  it('of a registered customer is told no more', async () => {
    const mobileNumber = app.newNumber();
    const verificationToken = await app.prove(mobileNumber);
    await app.register({ mobileNumber, verificationToken });
    const heard = await listening();
    await app.prove(mobileNumber);
    expect((await heard()).told).toEqual([]);
  });

  it('makes no customer by itself', async () => {
    const before = (await app.rows('customers')).length;
    await app.prove(app.newNumber());
    expect(await app.rows('customers')).toHaveLength(before);
  });
});
