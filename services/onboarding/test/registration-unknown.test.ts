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

const AFTER_THE_WINDOW_MS = 901_000;
const LOST_UNDONE = { operation: 'register', fault: 'outage' };

/** A user who asks to be a merchant too: KasPro's enquiry by number then tells of the user's account alone. */
async function asMerchant() {
  const mobileNumber = app.newNumber();
  await app.register({ mobileNumber, verificationToken: await app.prove(mobileNumber) });
  const asked = {
    mobileNumber,
    verificationToken: await app.prove(mobileNumber),
    role: 'MERCHANT',
  };
  return { account: `777${mobileNumber.slice(1)}`, register: () => app.register(asked) };
}

describe("a merchant's registration whose answer is lost", () => {
  it('is found by its own account, not by the one that the number has as a user', async () => {
    const { account, register } = await asMerchant();
    const lost = { operation: 'register', fault: 'act-then-reset' };
    const calls = await app.counting('register', lost);
    const { status, body } = await register();
    expect([status, body.walletAccount]).toEqual([201, account]);
    expect(body.roles).toEqual(['USER', 'MERCHANT']);
    expect(await calls()).toBe(1);
  });

  it('and that was not done adopts nothing, and goes again after the window alone', async () => {
    const { account, register } = await asMerchant();
    const calls = await app.counting('register', LOST_UNDONE);
    for (let i = 0; i < 3; i += 1) {
      expect((await register()).body.code).toBe('REGISTRATION_UNFINISHED');
    }
    expect(await calls()).toBe(1);
    const nobody = await fetch(`${app.environment.KASPRO_BASE_URL}/sandbox/accounts/${account}`);
    expect([nobody.status, await nobody.json()]).toMatchObject([404, {}]);
    await app.faults();
    app.clock.aheadMs = AFTER_THE_WINDOW_MS;
    await register();
    expect(await register()).toMatchObject({ status: 201, body: { walletAccount: account } });
  });

  it('is not sent anew, however late, while KasPro does not say whether it is there', async () => {
    const { register } = await asMerchant();
    const silent = { operation: 'statement', fault: 'error-500' };
    const calls = await app.counting('register', { ...LOST_UNDONE, count: 1 }, silent);
    await register();
    app.clock.aheadMs = AFTER_THE_WINDOW_MS;
    for (let i = 0; i < 3; i += 1) expect((await register()).status).toBe(503);
    expect(await calls()).toBe(1);
  });
});

describe('a number that KasPro knows from elsewhere', () => {
  async function known() {
    const mobileNumber = app.newNumber();
    const partnerReference = `elsewhere-${mobileNumber}`;
    const person = { mobileNumber, name: 'Siti Rahayu', customerType: 'SUBSCRIBER' as const };
    await app.kaspro.register({ ...person, partnerReference });
    return mobileNumber;
  }

  it('is adopted by who has proven it', async () => {
    const mobileNumber = await known();
    const verificationToken = await app.prove(mobileNumber);
    const calls = await app.counting('register');
    const { status, body } = await app.register({ mobileNumber, verificationToken });
    expect([status, body.walletAccount]).toEqual([201, `888${mobileNumber.slice(1)}`]);
    expect(await calls()).toBe(1);
  });

  it('is adopted by nobody who has not, and KasPro is not even asked', async () => {
    const mobileNumber = await known();
    const calls = await app.counting('register');
    const others = await app.prove(app.newNumber());
    for (const verificationToken of ['guess', others]) {
      const { status, body } = await app.register({ mobileNumber, verificationToken });
      expect([status, body.code]).toEqual([422, 'VERIFICATION_INVALID']);
    }
    expect(await calls()).toBe(0);
  });
});
