import { id, type Route, route, z } from '@angkutan/http';
import { rupiah } from '@angkutan/money';
import {
  acceptedPayment,
  actingFor,
  type Ask,
  attachedIdOf,
  onBehalfOf,
  rupiahAmount,
} from './asking.ts';

export const postTips = (ask: Ask): Route =>
  route({
    method: 'post',
    path: '/v1/tips',
    operationId: 'tipDriver',
    summary: 'Tips the driver of a completed ride, whole to the driver',
    roles: ['customer', 'service'],
    idempotent: true,
    body: z.strictObject({
      rideId: id,
      amount: rupiahAmount,
      customerId: onBehalfOf,
    }),
    answers: { 202: { description: 'Accepted', schema: acceptedPayment } },
    refusals: [
      'CUSTOMER_REQUIRED',
      'CUSTOMER_NOT_FOUND',
      'RIDE_NOT_FOUND',
      'RIDE_NOT_COMPLETED',
      'TIP_TOO_LATE',
      'TIP_TOO_HIGH',
    ],
    async handle({ body: { rideId, amount, customerId }, caller, idempotencyKey, traceparent }) {
      const payerId = actingFor(caller, customerId);
      if (typeof payerId !== 'string') return payerId;
      const paymentId = `${rideId}.tip.${attachedIdOf(caller, idempotencyKey)}`;
      const refusal = await ask(
        { type: 'TIP', paymentId, caseId: rideId, payerId, amount: rupiah(amount) },
        traceparent,
      );
      return refusal ?? { status: 202, body: { paymentId } };
    },
  });
