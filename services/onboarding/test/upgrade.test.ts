import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerRow } from '../src/store/rows.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';
import { formOf, photo } from './photos.ts';

let app: OnboardingUnderTest;
let picture: Buffer;
beforeAll(async () => {
  app = await onboardingUnderTest();
  picture = await photo();
});
afterEach(async () => {
  app.clock.aheadMs = 0;
  await app.faults();
});
afterAll(() => app.close());

/** A registered customer: by default one whom the simulated KTP names. */
async function registered(role = 'USER', name = 'Siti Rahayu') {
  const mobileNumber = app.newNumber();
  const verificationToken = await app.prove(mobileNumber);
  const { body } = await app.register({ mobileNumber, verificationToken, role, name });
  return { customerId: String(body.customerId), mobileNumber };
}

async function upgrade(customerId: string, form = formOf(picture), sub = customerId) {
  const caller = await app.bearer(sub, 'customer');
  return app.upload(`/v1/customers/${customerId}/upgrade`, form, caller);
}

async function decide(customerId: string, decision: string, role = 'ops-act') {
  const headers = { 'idempotency-key': randomUUID(), ...(await app.bearer('ops1', role)) };
  const json = { decision, reason: 'Compared with the civil registry' };
  return app.call(`/v1/customers/${customerId}/kyc-decisions`, { json, headers });
}

const customers = () => app.connection.collection<CustomerRow>('customers');
const read = async (customerId: string) =>
  (await app.call(`/v1/customers/${customerId}`, { headers: await app.bearer('ops', 'ops') })).body;
const upgrades = async (customerId: string) =>
  (await app.events()).filter(
    ({ type, data }) => type === 'CustomerUpgraded' && data.customerId === customerId,
  );

describe('an upgrade', () => {
  it('by photos that KasPro reads makes the customer PREMIUM, and tells so once', async () => {
    const { customerId } = await registered();
    const { status, body } = await upgrade(customerId);
    expect([status, body.tier]).toEqual([200, 'PREMIUM']);
    expect(body.identity).toMatchObject({
      name: 'S*** R*****',
      ktp: { nik: expect.stringMatching(/^31\*{12}\d\d$/), name: 'S*** R*****', address: '***' },
    });
    expect((await upgrade(customerId)).body).toEqual(body);
    const [event, ...more] = await upgrades(customerId);
    expect([event?.data, more]).toMatchObject([{ customerId, tier: 'PREMIUM' }, []]);
    const seen = await read(customerId);
    expect([seen.tier, seen.kyc]).toEqual(['PREMIUM', { status: 'PREMIUM', reasons: [] }]);
  });

  it('keeps nothing of the card in the clear, and no religion, blood type or photo at all', async () => {
    const { customerId } = await registered('USER', 'Jangan Tampak');
    expect((await upgrade(customerId)).status).toBe(200);
    const rows = [...(await app.rows('customers')), ...(await app.rows('idempotency_keys'))];
    const events = await app.connection.collection('outbox').find().toArray();
    const stored = [...rows, ...events].map((row) => Buffer.from(mongo.BSON.serialize(row)));
    const everything = Buffer.concat(stored).toString('latin1') + app.lines.join('\n');
    expect(everything).toContain(customerId);
    for (const canary of ['JANGAN', 'Jangan', 'CONTOH', 'ISLAM', '31710105', 'GAMBIR', 'JFIF']) {
      expect(everything).not.toContain(canary);
    }
    const row = await customers().findOne({ _id: customerId });
    const fields = row?.kyc && 'proven' in row.kyc ? Object.keys(row.kyc.proven?.ktp ?? {}) : [];
    expect(fields).toContain('address');
    expect(fields.filter((field) => /religion|blood|marital|photo/i.test(field))).toEqual([]);
  });

  it.each([
    [140001, 'EKYC_MISMATCH'],
    [140002, 'EKYC_PHOTO_UNREADABLE'],
    [110005, 'EKYC_REFUSED'],
  ])('that KasPro refuses with %i is refused, and may be tried again', async (code, refusal) => {
    const { customerId } = await registered();
    await app.faults({ operation: 'ekyc', fault: 'refuse', code });
    const { status, body } = await upgrade(customerId);
    expect([status, body.code]).toEqual([422, refusal]);
    expect((await read(customerId)).kyc).toEqual({ status: 'BASIC', reasons: [refusal] });
    await app.faults();
    expect((await upgrade(customerId)).status).toBe(200);
  });

  it('without an answer waits for review, and ends by sending photos again', async () => {
    const { customerId } = await registered();
    await app.faults({ operation: 'ekyc', fault: 'act-then-reset' });
    const unknown = await upgrade(customerId);
    expect([unknown.status, unknown.body]).toEqual([202, { status: 'REVIEW' }]);
    expect((await decide(customerId, 'APPROVE')).body.code).toBe('KYC_IDENTITY_MISSING');
    await app.faults();
    expect((await upgrade(customerId)).status).toBe(200);
    expect(await upgrades(customerId)).toHaveLength(1);
  });

  it('while KasPro surely does nothing is refused for now, and leaves nothing behind', async () => {
    const { customerId } = await registered();
    await app.faults({ operation: 'ekyc', fault: 'refuse', code: 900001 });
    const { status, body, headers } = await upgrade(customerId);
    expect([status, body.code]).toEqual([503, 'EKYC_UNAVAILABLE']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await read(customerId)).kyc).toEqual({ status: 'BASIC', reasons: [] });
  });

  it('of someone else, or of nobody, is not found', async () => {
    const { customerId } = await registered();
    expect((await upgrade(customerId, formOf(picture), 'someone-else')).status).toBe(404);
    expect((await upgrade(randomUUID())).status).toBe(404);
  });

  it('with the card of another customer is refused', async () => {
    const first = await registered();
    expect((await upgrade(first.customerId)).status).toBe(200);
    const second = await registered();
    // The simulated NIK comes from the number, so that the second customer now owns the first one's.
    const nikHash = app.nikHashOf(second.mobileNumber);
    await customers().updateOne({ _id: first.customerId }, { $set: { 'kyc.nikHash': nikHash } });
    const { status, body } = await upgrade(second.customerId);
    expect([status, body.code]).toEqual([422, 'EKYC_NIK_TAKEN']);
  });
});

describe('a card in another name', () => {
  async function inReview() {
    const { customerId } = await registered();
    await app.renameAtRest(customerId, 'Siti Rahma');
    const { status } = await upgrade(customerId);
    expect(status).toBe(202);
    return customerId;
  }

  it('goes to review, where further photos change nothing', async () => {
    const customerId = await inReview();
    expect((await upgrade(customerId)).body).toEqual({ status: 'REVIEW' });
    const { tier, kyc } = await read(customerId);
    expect([tier, kyc]).toEqual(['BASIC', { status: 'KYC_PENDING', reasons: ['NAME_DIFFERS'] }]);
    expect(await upgrades(customerId)).toEqual([]);
  });

  it('is PREMIUM once a person of ours approves, with name and reason kept', async () => {
    const customerId = await inReview();
    expect((await decide(customerId, 'APPROVE')).body).toEqual({ customerId, status: 'PREMIUM' });
    expect(await upgrades(customerId)).toHaveLength(1);
    const row = await customers().findOne({ _id: customerId });
    expect(row?.kyc).toMatchObject({ decision: { by: 'ops1', at: expect.any(Date) } });
    expect((await decide(customerId, 'REJECT')).body.code).toBe('KYC_NOT_IN_REVIEW');
  });

  it('is rejected for good once a person of ours rejects', async () => {
    const customerId = await inReview();
    expect((await decide(customerId, 'REJECT')).body).toEqual({ customerId, status: 'REJECTED' });
    const { status, body } = await upgrade(customerId);
    expect([status, body.code]).toEqual([422, 'KYC_REJECTED']);
    expect((await read(customerId)).tier).toBe('BASIC');
  });

  it('is decided by nobody but ops-act, with a reason', async () => {
    const customerId = await inReview();
    for (const role of ['ops', 'customer', 'service', 'driver']) {
      expect((await decide(customerId, 'APPROVE', role)).status).toBe(403);
    }
    const headers = { 'idempotency-key': randomUUID(), ...(await app.bearer('ops1', 'ops-act')) };
    const path = `/v1/customers/${customerId}/kyc-decisions`;
    const json = { decision: 'APPROVE', reason: ' ' };
    expect((await app.call(path, { json, headers })).status).toBe(400);
    expect((await decide(randomUUID(), 'APPROVE')).status).toBe(404);
  });
});
