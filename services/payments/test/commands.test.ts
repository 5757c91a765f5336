import { lookupHash } from '@angkutan/events';
import { eventually, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  aRide,
  completed,
  customerErased,
  customerRegistered,
  customerUpgraded,
  transferPosted,
  walletOpened,
} from './events.ts';
import { KEY } from './payments-instance.ts';
import { paymentsUnderTest, type PaymentsUnderTest } from './payments-under-test.ts';

const CITRAS_NUMBER = '+6281234567890';
const ride = aRide();
let payments: PaymentsUnderTest;

beforeAll(async () => {
  payments = await paymentsUnderTest({ instances: 2 });
  const people = [['ani', 'USER'], ['citra', 'USER'], ['budi', 'DRIVER']] as const; // prettier-ignore
  await payments.send(...people.map(([id, role]) => walletOpened(id, role)));
  await payments.send(
    customerRegistered('ani', 'hash-of-ani'),
    customerUpgraded('ani'),
    customerRegistered('citra', lookupHash(KEY, CITRAS_NUMBER)),
    completed(ride),
  );
  const charge = `${ride.rideId}.ride.1`;
  await published('PaymentRequested', charge);
  await payments.send(transferPosted(charge));
  await published('PaymentSettled', charge);
  // Customers come by another partition than rides: citra can be sent money once her number is found.
  await eventually(async () => (await post('/v1/transfers', TO_CITRA, 'ani')).status === 202);
});
afterAll(() => payments?.close());

const TO_CITRA = { toMobileNumber: '0812 3456 7890', amount: 50_000 };

const published = (type: string, paymentId: string) =>
  eventually(() =>
    payments.published().find((event) => event.type === type && event.data.paymentId === paymentId),
  );

interface Call {
  readonly key?: string;
  readonly role?: string;
  readonly instance?: number;
}

async function post(path: string, body: object, sub: string, call: Call = {}) {
  const { key = unique('key'), role = 'customer', instance = 0 } = call;
  const token = await payments.token({ sub, role });
  const answer = await fetch(`${payments.urls[instance]}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
      'accept-language': 'en',
    },
    body: JSON.stringify(body),
  });
  const answered: unknown = await answer.json();
  return { status: answer.status, body: answered };
}

async function get(paymentId: string, sub: string) {
  const token = await payments.token({ sub, role: 'customer' });
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${payments.urls[1]}/v1/payments/${paymentId}`, { headers });
  const body: unknown = await answer.json();
  return { status: answer.status, body };
}

const paymentIdOf = ({ body }: { body: unknown }): string =>
  typeof body === 'object' && body !== null && 'paymentId' in body ? String(body.paymentId) : '';
const requestsOf = (paymentId: string) =>
  payments
    .published()
    .filter(({ type, data }) => type === 'PaymentRequested' && data.paymentId === paymentId);

describe('POST /v1/transfers', () => {
  test('finds the recipient by number, and shows the note to both and to nobody else', async () => {
    const asked = await post('/v1/transfers', { ...TO_CITRA, note: 'for lunch' }, 'ani');
    expect(asked.status).toBe(202);
    const paymentId = paymentIdOf(asked);
    const request = await published('PaymentRequested', paymentId);
    expect(request?.data).toMatchObject({
      kind: 'P2P',
      payerId: 'ani',
      amount: 50_000n,
      splits: [{ walletId: 'wallet-of-citra-as-USER', amount: 50_000n, purpose: 'TRANSFER' }],
    });
    expect(JSON.stringify(Object.values(request?.data ?? {}).map(String))).not.toContain('lunch');
    for (const sub of ['ani', 'citra']) {
      expect(await get(paymentId, sub)).toMatchObject({ status: 200, body: { note: 'for lunch' } });
    }
    expect((await get(paymentId, 'eve')).status).toBe(404);
    await payments.send(transferPosted(paymentId));
    await published('PaymentSettled', paymentId);
  });

  test('asked fifty times with one key, of two instances, is one payment', async () => {
    const key = unique('key');
    const asked = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        post('/v1/transfers', TO_CITRA, 'ani', { key, instance: n % 2 }),
      ),
    );
    const ids = new Set(asked.filter(({ status }) => status === 202).map(paymentIdOf));
    expect(ids.size).toBe(1);
    expect(asked.every(({ status }) => status === 202 || status === 409)).toBe(true);
    const [paymentId = ''] = ids;
    await published('PaymentRequested', paymentId);
    expect(requestsOf(paymentId)).toHaveLength(1);
  });

  test('is refused by name, and nothing is asked of the wallet', async () => {
    const before = payments.published().length;
    const other = { ...TO_CITRA, toMobileNumber: '081299999999' };
    expect(await post('/v1/transfers', other, 'ani')).toMatchObject({
      status: 422,
      body: { code: 'RECIPIENT_NOT_FOUND' },
    });
    expect(await post('/v1/transfers', TO_CITRA, 'citra')).toMatchObject({
      status: 422,
      body: { code: 'TRANSFER_TO_SELF' },
    });
    expect(await post('/v1/transfers', TO_CITRA, 'eve')).toMatchObject({ status: 404 });
    const forAni = { ...TO_CITRA, customerId: 'ani' };
    expect(await post('/v1/transfers', forAni, 'eve')).toMatchObject({ status: 404 });
    const service = { role: 'service' };
    expect(await post('/v1/transfers', TO_CITRA, 'app', service)).toMatchObject({
      status: 422,
      body: { code: 'CUSTOMER_REQUIRED' },
    });
    expect((await post('/v1/transfers', forAni, 'app', service)).status).toBe(202);
    await eventually(() => payments.published().length === before + 1);
  });
});

test('a customer whose data are destroyed can be sent nothing any more', async () => {
  await payments.send(
    walletOpened('dewi', 'USER'),
    customerRegistered('dewi', lookupHash(KEY, '+6281298765432')),
  );
  const toDewi = { toMobileNumber: '081298765432', amount: 1_000 };
  await eventually(async () => (await post('/v1/transfers', toDewi, 'ani')).status === 202);
  await payments.send(customerErased('dewi'));
  await eventually(async () => (await post('/v1/transfers', toDewi, 'ani')).status === 422);
});

describe('POST /v1/tips', () => {
  test('tips the driver of one’s own completed ride', async () => {
    const asked = await post('/v1/tips', { rideId: ride.rideId, amount: 5_000 }, 'ani');
    const request = await published('PaymentRequested', paymentIdOf(asked));
    expect(request?.data).toMatchObject({
      kind: 'TIP',
      reference: ride.rideId,
      splits: [{ walletId: 'wallet-of-budi-as-DRIVER', amount: 5_000n, purpose: 'TIP' }],
    });
    expect(await post('/v1/tips', { rideId: ride.rideId, amount: 5_000 }, 'citra')).toMatchObject({
      status: 404,
      body: { code: 'RIDE_NOT_FOUND' },
    });
  });
});

describe('POST /v1/payments/{paymentId}/refunds', () => {
  const refund = { reason: 'the driver never came', bearer: 'PROPORTIONAL' };

  test('many at once never give back more than was paid', async () => {
    const path = `/v1/payments/${ride.rideId}.ride.1/refunds`;
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        post(path, { ...refund, amount: 10_000 }, 'support', { role: 'service', instance: n % 2 }),
      ),
    );
    const taken = asked.filter(({ status }) => status === 202).map(paymentIdOf);
    expect(taken).toHaveLength(2);
    expect(asked.filter(({ status }) => status === 422)).toHaveLength(8);
    for (const paymentId of taken) {
      await published('PaymentRequested', paymentId);
      await payments.send(transferPosted(paymentId));
      await published('PaymentSettled', paymentId);
    }
    expect(await get(`${ride.rideId}.ride.1`, 'ani')).toMatchObject({
      body: { status: 'SETTLED', refundedAmount: 20_000 },
    });
  });

  test('is no customer’s to ask for', async () => {
    const path = `/v1/payments/${ride.rideId}.ride.1/refunds`;
    expect((await post(path, refund, 'ani')).status).toBe(403);
    const unknown = '/v1/payments/none.ride.1/refunds';
    expect((await post(unknown, refund, 'support', { role: 'service' })).status).toBe(404);
  });
});
