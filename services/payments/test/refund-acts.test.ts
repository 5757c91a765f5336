import { unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aRide, completed, transferPosted, walletOpened } from './events.ts';
import { becomes, call as callIn, idOf, refused } from './operators.ts';
import { paymentsUnderTest, type PaymentsUnderTest } from './payments-under-test.ts';

const WEEK_MS = 7 * 86_400_000;
const REFUND = { reason: 'the driver never came', bearer: 'PLATFORM' };

let payments: PaymentsUnderTest;
beforeAll(async () => {
  payments = await paymentsUnderTest({ instances: 2 });
  await payments.send(walletOpened('ani', 'USER'), walletOpened('budi', 'DRIVER'));
});
afterAll(() => payments?.close());

const call = (path: string, sub: string, body?: object, with_ = {}) =>
  callIn(payments, path, { sub, ...(body && { body }), ...with_ });
const read = (path: string) => call(path, 'rina', undefined, { method: 'GET' });

/** A ride of Rp 25,000 that is paid; answers the path of its refunds. */
async function paidRide() {
  const ride = aRide();
  const paymentId = `${ride.rideId}.ride.1`;
  await payments.send(completed(ride));
  await becomes(payments, 'PaymentRequested', paymentId);
  await payments.send(transferPosted(paymentId));
  await becomes(payments, 'PaymentSettled', paymentId);
  const refundsIn = (rows: readonly Record<string, unknown>[]) =>
    rows.filter(({ _id }) => String(_id).startsWith(`${paymentId}.refund.`));
  return {
    paymentId,
    refunds: `/v1/payments/${paymentId}/refunds`,
    made: async () => refundsIn(await payments.database.rows('payments')),
  };
}
const stepsOf = async (approvalId: string) =>
  (await payments.database.rows('audit'))
    .filter((row) => row['approvalId'] === approvalId)
    .map(({ step, actor, reason }) => [step, actor, reason]);

describe('a refund asked for by an operator', () => {
  test('moves nothing before a second one approves, and is done once by two at the same moment', async () => {
    const { paymentId, refunds, made } = await paidRide();
    const asked = await call(refunds, 'sari', REFUND);
    expect(asked).toMatchObject({ status: 202, body: { approvalId: expect.any(String) } });
    const approval = `/v1/approvals/${idOf(asked)}`;
    expect((await read(approval)).body).toMatchObject({
      status: 'WAITING',
      askedBy: 'sari',
      act: { type: 'REFUND', originalId: paymentId, amount: 25_000 },
    });
    expect(await call(approval, 'sari')).toMatchObject(refused(403, 'APPROVAL_OWN'));
    expect(await made()).toEqual([]);
    const both = await Promise.all(
      ['dewi', 'tono'].map((sub, instance) => call(approval, sub, {}, { instance })),
    );
    expect(both).toMatchObject([{ body: { status: 'DONE' } }, { body: { status: 'DONE' } }]);
    const [refund, ...others] = await made();
    expect(refund).toMatchObject({
      kind: 'REFUND',
      amount: 25_000n,
      payerId: 'platform:corporate',
    });
    expect(others).toEqual([]);
    await becomes(payments, 'PaymentRequested', String(refund?.['_id']));
    expect(await stepsOf(idOf(asked))).toEqual([
      ['ASKED', 'sari', REFUND.reason],
      ['DONE', expect.stringMatching(/dewi|tono/), REFUND.reason],
    ]);
  });

  test('twice with one key waits once', async () => {
    const { refunds } = await paidRide();
    const key = unique('key');
    const ask = (instance: number) => call(refunds, 'sari', REFUND, { key, instance });
    const asked = await Promise.all([0, 1, 0, 1].map((instance) => ask(instance)));
    const taken = [...asked, await ask(0)].filter(({ status }) => status === 202);
    expect(new Set(taken.map(idOf)).size).toBe(1);
    expect(await stepsOf(idOf(taken[0] ?? { body: {} }))).toHaveLength(1);
  });

  test('and declined, also by the asker, is never done', async () => {
    const { refunds, made } = await paidRide();
    for (const sub of ['dewi', 'sari']) {
      const approval = `/v1/approvals/${idOf(await call(refunds, 'sari', REFUND))}`;
      expect((await call(approval, sub, { decision: 'DECLINE' })).status).toBe(400);
      const decline = { decision: 'DECLINE', reason: 'not true' };
      expect((await call(approval, sub, decline)).body).toMatchObject({ status: 'DECLINED' });
      expect(await call(approval, 'tono')).toMatchObject(refused(409, 'APPROVAL_DECLINED'));
      expect((await read(approval)).body).toMatchObject({
        decidedBy: sub,
        decisionReason: 'not true',
      });
    }
    expect(await made()).toEqual([]);
  });

  test('that can no longer be given back is refused by name, and closed', async () => {
    const { refunds, made } = await paidRide();
    const approvalId = idOf(await call(refunds, 'sari', REFUND));
    const part = { ...REFUND, amount: 1_000 };
    expect((await call(refunds, 'app', part, { role: 'service' })).status).toBe(202);
    const approval = `/v1/approvals/${approvalId}`;
    expect(await call(approval, 'dewi')).toMatchObject(refused(422, 'REFUND_ABOVE_PAID'));
    expect((await read(approval)).body).toMatchObject({ status: 'REFUSED' });
    expect(await made()).toHaveLength(1);
    const above = { ...REFUND, amount: 24_001 };
    expect(await call(refunds, 'sari', above)).toMatchObject(refused(422, 'REFUND_ABOVE_PAID'));
  });

  test('that nobody decided on for a week has expired, and waits no more', async () => {
    const { refunds, made } = await paidRide();
    const approvalId = idOf(await call(refunds, 'sari', REFUND));
    const listed = async () => JSON.stringify((await read('/v1/approvals')).body);
    expect(await listed()).toContain(approvalId);
    const askedAt = new Date(Date.now() - WEEK_MS);
    await payments.database.change('approvals', approvalId, { askedAt });
    expect(await listed()).not.toContain(approvalId);
    const late = await call(`/v1/approvals/${approvalId}`, 'dewi');
    expect(late).toMatchObject(refused(409, 'APPROVAL_EXPIRED'));
    expect(await made()).toEqual([]);
  });
});
