import { seal } from '@angkutan/events';
import { accountOf, createKasPro, TOP_UP_CHANNELS, topUpNumbers } from '@angkutan/kaspro';
import { createSimulator, type Simulator } from '@angkutan/kaspro-simulator';
import { PARTNER } from '@angkutan/service-testkit';
import { eventually, unique } from '@angkutan/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { customerRegistered, fundsHeld, fundsRefused, reported, walletOpened } from './events.ts';
import { KEY } from './payments-instance.ts';
import { paymentsUnderTest, type PaymentsUnderTest } from './payments-under-test.ts';

/** A merchant's code that names no amount. */
const STATIC_CODE =
  '00020101021126590013ID.KASPRO.WWW011893600812000000000102090000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204412153033605802ID5913ANGKUTAN TEST6007JAKARTA61051011062070703A016304C623';
/** One of Rp 15,000 with a tip of Rp 2,000. */
const WITH_TIP =
  '00020101021226590013ID.KASPRO.WWW011893600812000000000102090000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI520441215303360540515000550202560420005802ID5913ANGKUTAN TEST6007JAKARTA61051011062070703A016304A4FC';
/** As KasPro writes numbers. */
const NUMBER = '081234567890';
const ACCOUNT = accountOf('SUBSCRIBER', NUMBER);

let simulator: Simulator;
let payments: PaymentsUnderTest;

beforeAll(async () => {
  simulator = await createSimulator({
    ...PARTNER,
    escrowAccount: '900000000001',
    corporateAccount: '900000000002',
    settleMs: 100,
  });
  payments = await paymentsUnderTest({ instances: 2, kasproUrl: simulator.url });
  await enrich();
  const sealed = seal(KEY, ACCOUNT, 'ani');
  await payments.send(walletOpened('ani', 'USER'), customerRegistered('ani', 'hash', sealed));
  await eventually(async () => (await post('payments', { qrContent: WITH_TIP })).status === 202);
});
afterAll(async () => {
  await payments?.close();
  await simulator?.close();
});
afterEach(() => faults());

async function sandbox(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${simulator.url}/sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return await answer.json();
}
const faults = (...rules: object[]) => sandbox('PUT', 'faults', { rules });

/** The payer has an account at KasPro, and money on it. */
async function enrich(): Promise<void> {
  const kaspro = createKasPro({ ...PARTNER, baseUrl: simulator.url });
  const customer = { mobileNumber: NUMBER, name: 'Ani', customerType: 'SUBSCRIBER' } as const;
  await kaspro.register({ ...customer, partnerReference: unique('register') });
  kaspro.close();
  const [channel] = TOP_UP_CHANNELS;
  if (channel === undefined) throw new Error('no channel');
  const number = topUpNumbers().numberFor(channel, 'user', NUMBER);
  await sandbox('POST', 'top-ups', { number, amount: 1_000_000, channel: 'VIRTUAL_ACCOUNT' });
}

async function post(path: string, body: object, sub = 'ani') {
  const answer = await fetch(`${payments.urls[0]}/v1/qris/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await payments.token({ sub, role: 'customer' })}`,
      'content-type': 'application/json',
      'idempotency-key': unique('key'),
      'accept-language': 'en',
    },
    body: JSON.stringify(body),
  });
  const answered: unknown = await answer.json();
  return { status: answer.status, body: answered };
}

const published = (type: string, paymentId: string) =>
  payments.published().find((one) => one.type === type && one.data.paymentId === paymentId);
const becomes = (type: string, paymentId: string) =>
  eventually(() => published(type, paymentId), { within: 20_000 });

/** Asked for, and held by the wallet: from here on it may leave. */
async function held(body: object = { qrContent: STATIC_CODE, amount: 20_000 }): Promise<string> {
  const asked = await post('payments', body);
  const paymentId = String(Object.values(asked.body ?? {})[0]);
  await becomes('PaymentRequested', paymentId);
  const request = published('PaymentRequested', paymentId);
  const amount = request?.type === 'PaymentRequested' ? request.data.amount : 0n;
  await payments.send(fundsHeld(paymentId, amount));
  return paymentId;
}
const effectsOf = (partnerReference: string) =>
  sandbox('GET', `calls?partnerReference=${partnerReference}`);

describe('a code', () => {
  test('is read: who is paid, how much, and what tip', async () => {
    expect(await post('inquiry', { qrContent: WITH_TIP })).toEqual({
      status: 200,
      body: {
        merchantName: 'ANGKUTAN TEST',
        merchantCity: 'JAKARTA',
        amount: 15_000,
        tip: { mode: 'FIXED', amount: 2_000 },
        static: false,
      },
    });
  });

  test.each([
    ['QRIS_DAMAGED', 'payments', { qrContent: WITH_TIP.replace('15000', '10000') }],
    ['QRIS_UNREADABLE', 'inquiry', { qrContent: 'https://example.id/pay' }],
    ['QRIS_AMOUNT_REQUIRED', 'payments', { qrContent: STATIC_CODE }],
    ['QRIS_AMOUNT_FIXED', 'payments', { qrContent: WITH_TIP, amount: 1 }],
    ['QRIS_TIP_FIXED', 'payments', { qrContent: WITH_TIP, tip: 0 }],
    ['QRIS_TIP_NOT_ASKED', 'payments', { qrContent: STATIC_CODE, amount: 1_000, tip: 1 }],
    ['QRIS_ABOVE_LIMIT', 'payments', { qrContent: STATIC_CODE, amount: 10_000_001 }],
  ])('is refused by name: %s', async (code, path, body) => {
    expect(await post(path, body)).toMatchObject({ status: 422, body: { code } });
  });
});

describe('a payment whose answer is lost', () => {
  const lost = new Map<string, string>();
  // One loss after the other, so that each payment has its own; then all wait for the enquiry together.
  beforeAll(async () => {
    for (const fault of ['act-then-reset', 'act-then-timeout', 'garbage']) {
      await faults({ operation: 'bank-transfer', fault, count: 1 });
      const paymentId = await held();
      const reference = `${paymentId}.q1`;
      await eventually(async () =>
        JSON.stringify(await effectsOf(reference)).includes('effects":1'),
      );
      lost.set(fault, paymentId);
    }
  });

  test.each(['act-then-reset', 'act-then-timeout', 'garbage'])(
    'by %s is asked about, and paid once',
    async (fault) => {
      const paymentId = lost.get(fault) ?? '';
      await becomes('PaymentSettled', paymentId);
      expect(await effectsOf(`${paymentId}.q1`)).toMatchObject({ effects: 1 });
    },
  );
});

describe('a payment', () => {
  test('tells KasPro once the money is held, and settles by KasPro’s word with its fee', async () => {
    const paymentId = await held({ qrContent: WITH_TIP });
    const reference = `${paymentId}.q1`;
    await eventually(async () => JSON.stringify(await effectsOf(reference)).includes('effects":1'));
    await payments.send(reported(reference, { outcome: 'SUCCESS', serviceFee: 750n }));
    await becomes('PaymentSettled', paymentId);
    expect(published('PaymentSettled', paymentId)?.data).toMatchObject({
      kind: 'QRIS',
      amount: 17_000n,
      serviceFee: 750n,
      providerReference: 'OLSFQ-1',
    });
    expect(published('PaymentRequested', paymentId)?.data).toMatchObject({ capture: 'LATER' });
  });

  test('that KasPro refuses fails by name', async () => {
    await faults({ operation: 'bank-transfer', fault: 'refuse', code: 130_002, count: 1 });
    const paymentId = await held();
    await becomes('PaymentFailed', paymentId);
    expect(published('PaymentFailed', paymentId)?.data).toMatchObject({
      reason: 'MERCHANT_NOT_FOUND',
    });
  });

  test('that was refused and is paid all the same is told once, and cries for an operator', async () => {
    await faults({ operation: 'status', fault: 'error-500' });
    const paymentId = await held();
    const reference = `${paymentId}.q1`;
    await eventually(async () => JSON.stringify(await effectsOf(reference)).includes('receivedAt'));
    await payments.send(reported(reference, { outcome: 'FAILED', code: 130_003 }));
    await becomes('PaymentFailed', paymentId);
    const late = () => reported(reference, { outcome: 'SUCCESS' });
    await payments.send(late(), late());
    const told = () => payments.late().filter(({ requestId }) => requestId === paymentId);
    await eventually(() => told().length > 0);
    await eventually(() => payments.lines.some((line) => line.includes('AKT_LATE_SUCCESS')));
    expect(told()).toMatchObject([{ amount: 20_000n }]);
  });

  test('that the wallet refuses never reaches KasPro', async () => {
    const asked = await post('payments', { qrContent: STATIC_CODE, amount: 20_000 });
    const paymentId = String(Object.values(asked.body ?? {})[0]);
    await becomes('PaymentRequested', paymentId);
    await payments.send(fundsRefused(paymentId));
    await becomes('PaymentFailed', paymentId);
    expect(await effectsOf(`${paymentId}.q1`)).toMatchObject({ calls: [] });
  });
});
