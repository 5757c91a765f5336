import { problem, type Route, route, z } from '@angkutan/http';
import { rupiah } from '@angkutan/money';
import { type Payable, payableOf, type PayableRefusal, type Qris } from '@angkutan/qris';
import { acceptedPayment, actingFor, type Ask, idOf, onBehalfOf, rupiahAmount } from './asking.ts';
import { qrContent, readQris } from './qris.ts';

const PROBLEMS: Readonly<Record<PayableRefusal, string>> = {
  AMOUNT_REQUIRED: 'QRIS_AMOUNT_REQUIRED',
  AMOUNT_FIXED_BY_CODE: 'QRIS_AMOUNT_FIXED',
  TIP_NOT_ASKED: 'QRIS_TIP_NOT_ASKED',
  TIP_FIXED_BY_CODE: 'QRIS_TIP_FIXED',
};
const body = z.strictObject({
  qrContent,
  amount: rupiahAmount.optional().describe('Whole rupiah, where the code names none'),
  tip: z.int().min(0).max(100_000_000).optional().describe('Whole rupiah, where the code asks'),
  customerId: onBehalfOf,
});

export const postQrisPayments = (ask: Ask): Route =>
  route({
    method: 'post',
    path: '/v1/qris/payments',
    operationId: 'payQris',
    summary: 'Pays a merchant by its QRIS code from the caller’s wallet',
    roles: ['customer', 'service'],
    idempotent: true,
    body,
    answers: { 202: { description: 'Accepted', schema: acceptedPayment } },
    refusals: [
      'CUSTOMER_REQUIRED',
      'CUSTOMER_NOT_FOUND',
      'QRIS_ABOVE_LIMIT',
      'QRIS_UNREADABLE',
      'QRIS_DAMAGED',
      'QRIS_INCOMPLETE',
      'QRIS_AMOUNT_REQUIRED',
      'QRIS_AMOUNT_FIXED',
      'QRIS_TIP_NOT_ASKED',
      'QRIS_TIP_FIXED',
    ],
    async handle({ body: asked, caller, idempotencyKey, traceparent }) {
      const payerId = actingFor(caller, asked.customerId);
      if (typeof payerId !== 'string') return payerId;
      const qris = readQris(asked.qrContent);
      if ('problem' in qris) return qris;
      const payable = payableBy(qris, asked);
      if (!payable.ok) return problem(PROBLEMS[payable.refusal]);
      const paymentId = `qris.${idOf(caller, idempotencyKey)}`;
      const { amount, tip } = payable;
      const order = { content: asked.qrContent, amount, tip };
      const refusal = await ask(
        { type: 'PAY_QRIS', paymentId, caseId: paymentId, payerId, qris: order },
        traceparent,
      );
      return refusal ?? { status: 202, body: { paymentId } };
    },
  });

const payableBy = (qris: Qris, { amount, tip }: z.infer<typeof body>): Payable =>
  payableOf(qris, {
    ...(amount !== undefined && { amount: rupiah(amount) }),
    ...(tip !== undefined && { tip: rupiah(tip) }),
  });
