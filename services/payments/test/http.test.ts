import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  aRide,
  booked,
  completed,
  debtCollected,
  fundsHeld,
  fundsRefused,
  transferPosted,
  walletOpened,
} from './events.ts';
import { paymentsUnderTest, type PaymentsUnderTest } from './payments-under-test.ts';

let payments: PaymentsUnderTest;
const paid = aRide();
const cash = aRide();
const [refused, charged] = [`${paid.rideId}.ride.1`, `${paid.rideId}.ride.2`];

beforeAll(async () => {
  payments = await paymentsUnderTest();
  await payments.send(walletOpened('ani', 'USER'), walletOpened('budi', 'DRIVER'));
  await payments.send(booked(paid), booked(cash));
  await published('PaymentRequested', refused);
  await payments.send(fundsRefused(refused), fundsHeld(`${cash.rideId}.ride.1`));
  await payments.send(completed(paid), completed(cash, { paymentMethod: 'CASH' }));
  await published('PaymentRequested', charged);
  await payments.send(transferPosted(charged, 9_000n), debtCollected(charged, 4_000n, 5_000n));
  await published('PaymentOutstanding', charged);
  await published('PaymentRequested', `${cash.rideId}.cash.1`);
  await eventually(async () => {
    const { body } = await get(`/v1/payments/${charged}`, 'service');
    return JSON.stringify(body).includes('"outstanding":5000');
  });
});
afterAll(() => payments?.close());

const published = (type: string, paymentId: string) =>
  eventually(() =>
    payments.published().find((event) => event.type === type && event.data.paymentId === paymentId),
  );

async function get(path: string, role: string, sub = 'someone') {
  const token = await payments.token({ sub, role });
  const answer = await fetch(`${payments.urls[0]}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'accept-language': 'en' },
  });
  const body: unknown = await answer.json();
  return { status: answer.status, body };
}

const NOT_FOUND = { status: 404, body: expect.objectContaining({ code: 'PAYMENT_NOT_FOUND' }) };
const OF_PAID = `/v1/rides/${paid.rideId}/payment`;

describe('GET /v1/rides/{rideId}/payment', () => {
  test('answers the payment that stands, and the whole story with earlier attempts', async () => {
    const { status, body } = await get(OF_PAID, 'customer', 'ani');
    expect(status).toBe(200);
    const at = expect.stringMatching(/^20\d\d-.*Z$/);
    expect(body).toEqual({
      paymentId: charged,
      kind: 'RIDE',
      status: 'OUTSTANDING',
      amount: 25_000,
      outstanding: 5_000,
      refundedAmount: 0,
      splits: [
        { walletId: 'wallet-of-budi-as-DRIVER', amount: 20_000, purpose: 'DRIVER_SHARE' },
        { walletId: 'platform:commission', amount: 5_000, purpose: 'COMMISSION' },
      ],
      partnerReferences: [`${charged}-due`],
      rulesVersion: '2022-09',
      timeline: [
        { at, event: 'RIDE_BOOKED' },
        { at, event: 'REQUESTED', paymentId: refused, amount: 30_000 },
        { at, event: 'FAILED', paymentId: refused, reason: 'INSUFFICIENT_FUNDS' },
        { at, event: 'RIDE_COMPLETED', amount: 25_000 },
        { at, event: 'REQUESTED', paymentId: charged, amount: 25_000 },
        { at, event: 'OUTSTANDING', paymentId: charged, amount: 9_000 },
        { at, event: 'DEBT_COLLECTED', paymentId: charged, amount: 4_000 },
      ],
    });
  });

  test.each(['service', 'ops', 'ops-act'])('shows every ride to %s', async (role) => {
    expect(await get(OF_PAID, role)).toMatchObject({ status: 200, body: { paymentId: charged } });
  });

  test('shows the driver what pays them, and not how the rider’s hold failed', async () => {
    const { status, body } = await get(OF_PAID, 'driver', 'budi');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain(refused);
    expect(await get(`/v1/payments/${refused}`, 'driver', 'budi')).toEqual(NOT_FOUND);
  });

  test('shows a rider who paid in cash the hold that came back, and the driver the commission', async () => {
    const ofCash = `/v1/rides/${cash.rideId}/payment`;
    expect(await get(ofCash, 'customer', 'ani')).toMatchObject({
      body: { paymentId: `${cash.rideId}.ride.1`, status: 'HELD' },
    });
    expect(await get(ofCash, 'driver', 'budi')).toMatchObject({
      body: { paymentId: `${cash.rideId}.cash.1`, kind: 'CASH_COMMISSION', amount: 5_000 },
    });
  });

  test.each(['customer', 'driver', 'merchant'])('does not exist for another %s', async (role) => {
    expect(await get(OF_PAID, role, 'eve')).toEqual(NOT_FOUND);
  });

  test('answers 404 for a ride nobody has told us of', async () => {
    expect(await get('/v1/rides/no-such-ride/payment', 'service')).toEqual(NOT_FOUND);
  });
});

describe('GET /v1/payments/{paymentId}', () => {
  test('answers one payment with its own story and the reason it ended', async () => {
    const { status, body } = await get(`/v1/payments/${refused}`, 'customer', 'ani');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'FAILED',
      reason: 'INSUFFICIENT_FUNDS',
      splits: [],
      timeline: [{ event: 'REQUESTED' }, { event: 'FAILED' }],
    });
  });

  test('does not exist for somebody else, nor under an id that is no payment’s', async () => {
    expect(await get(`/v1/payments/${charged}`, 'customer', 'eve')).toEqual(NOT_FOUND);
    for (const id of ['no-payment', `${paid.rideId}.ride.9`, '__proto__']) {
      expect(await get(`/v1/payments/${id}`, 'service')).toEqual(NOT_FOUND);
    }
  });

  test('refuses an id that cannot be one', async () => {
    expect(await get('/v1/payments/%24gt', 'service')).toMatchObject({ status: 400 });
  });

  test('wants a token', async () => {
    const answer = await fetch(`${payments.urls[0]}/v1/payments/${charged}`);
    expect(answer.status).toBe(401);
  });
});

test('the service is ready while it consumes, and describes its answers', async () => {
  const ready = await fetch(`${payments.urls[0]}/readyz`);
  expect(await ready.json()).toMatchObject({ parts: { mongodb: true, consumer: true } });
  const document = await fetch(`${payments.urls[0]}/openapi.json`);
  const described: unknown = await document.json();
  expect(described).toMatchObject({
    paths: { '/v1/payments/{paymentId}': {}, '/v1/rides/{rideId}/payment': {} },
    components: { schemas: { Payment: {} } },
  });
});
