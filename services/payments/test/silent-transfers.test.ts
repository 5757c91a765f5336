import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customerRegistered, fundsHeld, reported, walletOpened } from './events.ts';
import { becomes, call as callIn, idOf, refused } from './operators.ts';
import { paymentsUnderTest, type PaymentsUnderTest } from './payments-under-test.ts';

const DAY_MS = 86_400_000;
const STATIC_CODE =
  '00020101021126590013ID.KASPRO.WWW011893600812000000000102090000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204412153033605802ID5913ANGKUTAN TEST6007JAKARTA61051011062070703A016304C623';

let payments: PaymentsUnderTest;
beforeAll(async () => {
  payments = await paymentsUnderTest({ instances: 2 });
  await payments.send(walletOpened('ani', 'USER'), customerRegistered('ani', 'hash'));
});
afterAll(() => payments?.close());

const call = (path: string, sub: string, body?: object, with_ = {}) =>
  callIn(payments, path, { sub, ...(body && { body }), ...with_ });
const read = (path: string) => call(path, 'rina', undefined, { method: 'GET' });

describe('a payment to a merchant of which KasPro says nothing', () => {
  /** Held by the wallet, and without a final word for too long. */
  async function silent() {
    const asking = { qrContent: STATIC_CODE, amount: 20_000 };
    const asked = await eventually(async () => {
      const answer = await call('/v1/qris/payments', 'ani', asking, { role: 'customer' });
      if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
      return answer;
    });
    const paymentId = idOf(asked);
    await becomes(payments, 'PaymentRequested', paymentId);
    await payments.send(fundsHeld(paymentId, 20_000n));
    const reference = `${paymentId}.q1`;
    const manual = { status: 'MANUAL', sentAt: new Date(Date.now() - DAY_MS) };
    await eventually(() => payments.database.change('instructions', reference, manual));
    return { paymentId, reference, resolutions: `/v1/instructions/${reference}/resolutions` };
  }
  const seen = { outcome: 'CONFIRMED', providerReference: 'OLSFQ-9', reason: 'on its statement' };

  test('is listed for operators, without accounts', async () => {
    const { paymentId, reference } = await silent();
    const listed = JSON.stringify((await read('/v1/instructions?state=MANUAL')).body);
    expect(listed).toContain(`"reference":"${reference}","requestId":"${paymentId}","kind":"QRIS"`);
    expect(listed).not.toContain('"from"');
  });

  test('settles once two operators have seen it; KasPro’s other word later is an alarm', async () => {
    const { paymentId, reference, resolutions } = await silent();
    const approval = `/v1/approvals/${idOf(await call(resolutions, 'sari', seen))}`;
    expect((await call(approval, 'dewi')).body).toMatchObject({ status: 'DONE' });
    const settled = await becomes(payments, 'PaymentSettled', paymentId);
    expect(settled?.data).toMatchObject({ providerReference: 'OLSFQ-9', serviceFee: 0n });
    await payments.send(reported(reference, { outcome: 'FAILED', code: 130_003 }));
    await eventually(() => payments.lines.some((line) => line.includes('AKT_OUTCOME_CONFLICT')));
    expect(await call(resolutions, 'sari', seen)).toMatchObject(
      refused(409, 'INSTRUCTION_NOT_MANUAL'),
    );
  });

  test('fails once two operators have seen that KasPro does not have it', async () => {
    const { paymentId, resolutions } = await silent();
    const absent = { outcome: 'REJECTED', reason: 'KasPro does not know it' };
    const approval = `/v1/approvals/${idOf(await call(resolutions, 'sari', absent))}`;
    await call(approval, 'dewi', { decision: 'APPROVE', reason: 'I asked as well' });
    const failed = await becomes(payments, 'PaymentFailed', paymentId);
    expect(failed?.data).toMatchObject({ reason: 'PROVIDER_REFUSED' });
    const none = '/v1/instructions/none/resolutions';
    expect(await call(none, 'sari', absent)).toMatchObject(refused(404, 'INSTRUCTION_NOT_FOUND'));
  });
});
