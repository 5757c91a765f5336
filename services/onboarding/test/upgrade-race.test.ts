import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { anotherProcess } from './another-process.ts';
import { kasproRecorder } from './kaspro-recorder.ts';
import { type KycFlows, kycFlows } from './kyc-flows.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';
import { formOf } from './photos.ts';

const recorder = kasproRecorder();
let app: OnboardingUnderTest;
let flows: KycFlows;
let other: Awaited<ReturnType<typeof anotherProcess>>;
beforeAll(async () => {
  app = await onboardingUnderTest({}, recorder.before);
  flows = await kycFlows(app);
  other = await anotherProcess(app);
});
afterEach(async () => {
  await app.faults();
});
afterAll(async () => {
  await other.kill();
  await app.close();
  await recorder.close();
});

/** Uploads over one of the two instances, under a key that may be used again. */
async function upgradeAt(instance: string, customerId: string, key: string = randomUUID()) {
  const headers = {
    connection: 'close',
    'idempotency-key': key,
    ...(await app.bearer(customerId, 'customer')),
  };
  const body = formOf(flows.picture);
  const url = `${instance}/v1/customers/${customerId}/upgrade`;
  const answer = await fetch(url, { method: 'POST', body, headers });
  const { code, tier } = JSON.parse(await answer.text());
  return { status: answer.status, said: String(code ?? tier), headers: answer.headers };
}

describe('one NIK, two customers, two instances', () => {
  it('at once makes exactly one PREMIUM; the other is refused by name, and its key answers so', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [one, two] = await flows.twins();
      const [key1, key2] = [randomUUID(), randomUUID()];
      const both = () =>
        Promise.all([
          upgradeAt(app.url, one.customerId, key1),
          upgradeAt(other.url, two.customerId, key2),
        ]);
      const answers = await both();
      const said = answers.map((answer) => `${answer.status} ${answer.said}`);
      expect(said.toSorted()).toEqual(['200 PREMIUM', '422 EKYC_NIK_TAKEN']);
      expect((await both()).map((answer) => `${answer.status} ${answer.said}`)).toEqual(said);
      const tiers = await Promise.all([one, two].map(({ customerId }) => flows.read(customerId)));
      expect(tiers.map(({ tier }) => tier).toSorted()).toEqual(['BASIC', 'PREMIUM']);
    }
  });
});

describe('one customer who uploads at two instances at once', () => {
  it('is sent to KasPro once; the other is told to wait, and its key is free again', async () => {
    await app.faults({ operation: 'ekyc', fault: 'latency', ms: 2_000 });
    const { customerId, mobileNumber } = await flows.registered();
    const asks = [app.url, other.url].map((instance) => ({ instance, key: randomUUID() }));
    const ask = ({ instance, key }: { instance: string; key: string }) =>
      upgradeAt(instance, customerId, key);
    const answers = await Promise.all(asks.map(ask));
    const said = answers.map((answer) => `${answer.status} ${answer.said}`);
    expect(said.toSorted()).toEqual(['200 PREMIUM', '409 KYC_IN_PROGRESS']);
    const refused = answers.findIndex(({ status }) => status === 409);
    expect(Number(answers[refused]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(recorder.callsOf(mobileNumber)).toHaveLength(1);
    const later = await Promise.all(asks.slice(refused, refused + 1).map(ask));
    expect(later).toMatchObject([{ status: 200, said: 'PREMIUM' }]);
    expect(recorder.callsOf(mobileNumber)).toHaveLength(1);
    expect(await flows.told(customerId)).toEqual(['KycSubmitted', 'CustomerUpgraded PREMIUM']);
  });

  it('under one key is one attempt', async () => {
    const { customerId, mobileNumber } = await flows.registered();
    const key = randomUUID();
    const both = [app.url, other.url].map((instance) => upgradeAt(instance, customerId, key));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.toSorted()[0]).toBe(200);
    expect([200, 409]).toContain(statuses.toSorted()[1]);
    expect(recorder.callsOf(mobileNumber)).toHaveLength(1);
  });

  it('tries again when KasPro refused, once per attempt', async () => {
    await app.faults({ operation: 'ekyc', fault: 'refuse', code: 140_001 });
    const { customerId, mobileNumber } = await flows.registered();
    expect((await upgradeAt(app.url, customerId)).said).toBe('EKYC_MISMATCH');
    expect((await upgradeAt(other.url, customerId)).said).toBe('EKYC_MISMATCH');
    expect(recorder.callsOf(mobileNumber)).toHaveLength(2);
  });
});

/** What all were told of a customer's tier, in order. */
async function tiersTold(customerId: string): Promise<readonly string[]> {
  return (await app.events()).flatMap(({ type, data }) =>
    'tier' in data && data.customerId === customerId ? [`${type} ${data.tier}`] : [],
  );
}

describe('a tier', () => {
  it('is the person’s: a role taken on later is PREMIUM from the start, told once for all', async () => {
    const { customerId, mobileNumber } = await flows.registered();
    expect((await upgradeAt(other.url, customerId)).status).toBe(200);
    await flows.registered('DRIVER', 'Siti Rahayu', mobileNumber);
    expect(await tiersTold(customerId)).toEqual([
      'CustomerRegistered BASIC',
      'CustomerUpgraded PREMIUM',
      'CustomerRegistered PREMIUM',
    ]);
  });

  it('and a role taken on at the same moment end PREMIUM, whichever comes first', async () => {
    const { customerId, mobileNumber } = await flows.registered();
    await Promise.all([
      upgradeAt(other.url, customerId),
      flows.registered('DRIVER', 'Siti Rahayu', mobileNumber),
    ]);
    const { tier, roles } = await flows.read(customerId);
    expect([tier, roles]).toEqual(['PREMIUM', ['USER', 'DRIVER']]);
    // Told of a role before the upgrade, all hear of it; told after, the role says so itself.
    expect([
      ['CustomerRegistered BASIC', 'CustomerRegistered BASIC', 'CustomerUpgraded PREMIUM'],
      ['CustomerRegistered BASIC', 'CustomerUpgraded PREMIUM', 'CustomerRegistered PREMIUM'],
    ]).toContainEqual(await tiersTold(customerId));
  });
});
