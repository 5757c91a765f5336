import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type KycFlows, kycFlows } from './kyc-flows.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';
import { formOf } from './photos.ts';

let app: OnboardingUnderTest;
let flows: KycFlows;
beforeAll(async () => {
  app = await onboardingUnderTest();
  flows = await kycFlows(app);
});
afterEach(async () => {
  await app.faults();
});
afterAll(() => app.close());

describe('an upgrade', () => {
  it('by photos that KasPro reads makes the customer PREMIUM, and tells so once', async () => {
    const { customerId } = await flows.registered();
    const { status, body } = await flows.upgrade(customerId);
    expect([status, body.tier]).toEqual([200, 'PREMIUM']);
    expect(body.identity).toMatchObject({
      name: 'S*** R*****',
      ktp: { nik: expect.stringMatching(/^31\*{12}\d\d$/), name: 'S*** R*****', address: '***' },
    });
    expect((await flows.upgrade(customerId)).body).toEqual(body);
    expect(await flows.told(customerId)).toEqual(['KycSubmitted', 'CustomerUpgraded PREMIUM']);
    const seen = await flows.read(customerId);
    expect([seen.tier, seen.kyc]).toEqual(['PREMIUM', { status: 'PREMIUM', reasons: [] }]);
  });

  it('keeps nothing of the card in the clear, and no religion, blood type or photo at all', async () => {
    const { customerId } = await flows.registered('USER', 'Jangan Tampak');
    expect((await flows.upgrade(customerId)).status).toBe(200);
    const rows = [...(await app.rows('customers')), ...(await app.rows('idempotency_keys'))];
    const events = await app.connection.collection('outbox').find().toArray();
    const stored = [...rows, ...events].map((row) => Buffer.from(mongo.BSON.serialize(row)));
    const everything = Buffer.concat(stored).toString('latin1') + app.lines.join('\n');
    expect(everything).toContain(customerId);
    for (const canary of ['JANGAN', 'Jangan', 'CONTOH', 'ISLAM', '317101', 'GAMBIR', 'JFIF']) {
      expect(everything).not.toContain(canary);
    }
    const row = await flows.customers().findOne({ _id: customerId });
    const fields = row?.kyc && 'proven' in row.kyc ? Object.keys(row.kyc.proven?.ktp ?? {}) : [];
    expect(fields).toContain('address');
    expect(fields.filter((field) => /religion|blood|marital|photo/i.test(field))).toEqual([]);
  });

  it.each([
    [140001, 'EKYC_MISMATCH'],
    [140002, 'EKYC_PHOTO_UNREADABLE'],
    [110005, 'EKYC_REFUSED'],
  ])('that KasPro refuses with %i is refused, and may be tried again', async (code, refusal) => {
    const { customerId } = await flows.registered();
    await app.faults({ operation: 'ekyc', fault: 'refuse', code });
    const { status, body } = await flows.upgrade(customerId);
    expect([status, body.code]).toEqual([422, refusal]);
    expect((await flows.read(customerId)).kyc).toEqual({ status: 'BASIC', reasons: [refusal] });
    await app.faults();
    expect((await flows.upgrade(customerId)).status).toBe(200);
    const twice = ['KycSubmitted', `KycReturned ${refusal}`, 'KycSubmitted'];
    expect(await flows.told(customerId)).toEqual([...twice, 'CustomerUpgraded PREMIUM']);
  });

  it('while KasPro surely does nothing is refused for now, and leaves nothing behind', async () => {
    const { customerId } = await flows.registered();
    await app.faults({ operation: 'ekyc', fault: 'refuse', code: 900001 });
    const { status, body, headers } = await flows.upgrade(customerId);
    expect([status, body.code]).toEqual([503, 'EKYC_UNAVAILABLE']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await flows.read(customerId)).kyc).toEqual({ status: 'BASIC', reasons: [] });
    const told = ['KycSubmitted', 'KycReturned PROVIDER_UNAVAILABLE'];
    expect(await flows.told(customerId)).toEqual(told);
  });

  it('of someone else, or of nobody, is not found', async () => {
    const { customerId } = await flows.registered();
    expect((await flows.upgrade(customerId, formOf(flows.picture), 'someone-else')).status).toBe(
      404,
    );
    expect((await flows.upgrade(randomUUID())).status).toBe(404);
  });

  it('with the card of another customer is refused', async () => {
    const [first, second] = await flows.twins();
    expect((await flows.upgrade(first.customerId)).status).toBe(200);
    const { status, body } = await flows.upgrade(second.customerId);
    expect([status, body.code]).toEqual([422, 'EKYC_NIK_TAKEN']);
    const told = ['KycSubmitted', 'KycReturned EKYC_NIK_TAKEN'];
    expect(await flows.told(second.customerId)).toEqual(told);
  });
});
