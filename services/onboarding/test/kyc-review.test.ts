import { randomUUID } from 'node:crypto';
import { eventually } from '@angkutan/testkit';
import { mongo } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type KycFlows, kycFlows } from './kyc-flows.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

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

/** The place of a customer in the list of those who wait. */
async function waiting(customerId: string) {
  const { reviews } = await flows.reviews();
  return reviews.find((one: { customerId: string }) => one.customerId === customerId);
}

const PENDING = { status: 'KYC_PENDING', reasons: ['PROVIDER_UNKNOWN'] };

describe('photos of which nobody knows what KasPro made', () => {
  async function unknown(fault: object = { fault: 'act-then-reset' }) {
    const { customerId } = await flows.registered();
    await app.faults({ operation: 'ekyc', ...fault });
    const { status, body } = await flows.upgrade(customerId);
    expect([status, body]).toEqual([202, { status: 'REVIEW' }]);
    await app.faults();
    return customerId;
  }

  it.each([
    [{ fault: 'act-then-reset' }],
    [{ fault: 'act-then-timeout', ms: 50 }],
    [{ fault: 'garbage' }],
    [{ fault: 'error-500' }],
    [{ fault: 'refuse', code: 999_999 }],
  ])('after %j are a review that operators see, and no refusal', async (fault) => {
    const customerId = await unknown(fault);
    expect((await flows.read(customerId)).kyc).toEqual(PENDING);
    expect(await waiting(customerId)).toMatchObject({ reasons: ['PROVIDER_UNKNOWN'] });
    expect(await flows.told(customerId)).toEqual([
      'KycSubmitted',
      'KycReviewOpened PROVIDER_UNKNOWN',
    ]);
  });

  it('may be sent again, and are then judged', async () => {
    const customerId = await unknown();
    expect((await flows.decide(customerId, 'APPROVE')).body.code).toBe('KYC_IDENTITY_MISSING');
    expect((await flows.upgrade(customerId)).status).toBe(200);
    expect((await flows.told(customerId)).slice(2)).toEqual([
      'KycSubmitted',
      'CustomerUpgraded PREMIUM',
    ]);
    expect(await waiting(customerId)).toBeUndefined();
  });

  it('are not forgotten when those sent after them never arrive', async () => {
    const customerId = await unknown();
    await app.faults({ operation: 'ekyc', fault: 'refuse', code: 900001 });
    expect((await flows.upgrade(customerId)).body.code).toBe('EKYC_UNAVAILABLE');
    expect((await flows.read(customerId)).kyc).toEqual(PENDING);
  });

  it('are a review too when their process has died', async () => {
    const { customerId } = await flows.registered();
    const since = new Date(Date.now() - 61_000);
    const kyc = { status: 'ASKING', attempt: 'of-the-dead', since, unanswered: false } as const;
    await flows.customers().updateOne({ _id: customerId }, { $set: { kyc } });
    await eventually(async () => expect((await flows.read(customerId)).kyc).toEqual(PENDING));
    expect(await flows.told(customerId)).toEqual(['KycReviewOpened PROVIDER_UNKNOWN']);
    expect((await flows.decide(customerId, 'REJECT')).status).toBe(200);
    expect((await flows.told(customerId)).at(-1)).toBe('KycRejected PROVIDER_UNKNOWN');
  });
});

describe('a card in another name', () => {
  it('goes to review, where further photos change nothing', async () => {
    const customerId = await flows.inReview();
    expect((await flows.upgrade(customerId)).body).toEqual({ status: 'REVIEW' });
    const { tier, kyc } = await flows.read(customerId);
    expect([tier, kyc]).toEqual(['BASIC', { status: 'KYC_PENDING', reasons: ['NAME_DIFFERS'] }]);
    expect(await flows.told(customerId)).toEqual(['KycSubmitted', 'KycReviewOpened NAME_DIFFERS']);
  });

  it('is PREMIUM once a person of ours approves, with who, why and when', async () => {
    const customerId = await flows.inReview();
    const approved = await flows.decide(customerId, 'APPROVE');
    expect(approved.body).toEqual({ customerId, status: 'PREMIUM' });
    expect((await flows.told(customerId)).at(-1)).toBe('CustomerUpgraded PREMIUM');
    const { kyc } = await flows.read(customerId);
    const decision = { by: 'ops1', reason: 'Compared with the civil registry' };
    expect(kyc.decision).toEqual({ ...decision, at: expect.stringMatching(/^20.*Z$/) });
    expect((await flows.read(customerId, 'customer')).kyc).not.toHaveProperty('decision');
    const row = await flows.customers().findOne({ _id: customerId });
    expect(Buffer.from(mongo.BSON.serialize(row ?? {})).includes('civil registry')).toBe(false);
    expect((await flows.decide(customerId, 'REJECT')).body.code).toBe('KYC_NOT_IN_REVIEW');
  });

  it('is rejected for good once a person of ours rejects', async () => {
    const customerId = await flows.inReview();
    const rejected = await flows.decide(customerId, 'REJECT');
    expect(rejected.body).toEqual({ customerId, status: 'REJECTED' });
    const { status, body } = await flows.upgrade(customerId);
    expect([status, body.code]).toEqual([422, 'KYC_REJECTED']);
    const { tier, kyc } = await flows.read(customerId);
    expect([tier, kyc.decision.by]).toEqual(['BASIC', 'ops1']);
    expect((await flows.told(customerId)).at(-1)).toBe('KycRejected NAME_DIFFERS');
  });

  it('is kept, sealed, once rejected, and its NIK is free for whom it belongs to', async () => {
    const customerId = await flows.inReview();
    const hashOf = async () => (await flows.customers().findOne({ _id: customerId }))?.kyc?.nikHash;
    expect(await hashOf()).toMatch(/./);
    await flows.decide(customerId, 'REJECT');
    expect(await hashOf()).toBeUndefined();
    const row = await flows.customers().findOne({ _id: customerId });
    const sealed = { ktp: { nik: expect.any(mongo.Binary) }, readAt: expect.any(Date) };
    expect(row?.kyc).toMatchObject({ status: 'REJECTED', proven: sealed });
  });

  it('is seen and decided by nobody but operators, and with a reason', async () => {
    const customerId = await flows.inReview();
    for (const role of ['ops', 'customer', 'service', 'driver', 'merchant']) {
      expect((await flows.decide(customerId, 'APPROVE', role)).status).toBe(403);
    }
    for (const role of ['customer', 'service']) {
      const headers = await app.bearer(customerId, role);
      expect((await app.call('/v1/kyc-reviews', { headers })).status).toBe(403);
    }
    const headers = { 'idempotency-key': randomUUID(), ...(await app.bearer('ops1', 'ops-act')) };
    const path = `/v1/customers/${customerId}/kyc-decisions`;
    const json = { decision: 'APPROVE', reason: ' ' };
    expect((await app.call(path, { json, headers })).status).toBe(400);
    expect((await flows.decide(randomUUID(), 'APPROVE')).status).toBe(404);
  });

  it('that two decide at once is decided once', async () => {
    const customerId = await flows.inReview();
    const both = ['APPROVE', 'REJECT'].map((decision) => flows.decide(customerId, decision));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 409]);
    expect(await flows.told(customerId)).toHaveLength(3);
  });
});
