import { problem, route } from '@angkutan/http';
import { rideOf } from '../domain/ride.ts';
import { paymentsOf, READERS, type ReadCase } from './access.ts';
import { paymentSchema, paymentView, storyOfPayment } from './payment-view.ts';

export const getPayment = (readCase: ReadCase) =>
  route({
    method: 'get',
    path: '/v1/payments/{paymentId}',
    operationId: 'getPayment',
    summary: 'A payment, how it stands and how it came to that',
    roles: READERS,
    answers: { 200: { description: 'The payment', schema: paymentSchema } },
    refusals: ['PAYMENT_NOT_FOUND'],
    async handle({ params: { paymentId }, caller }) {
      const rideId = rideOf(paymentId);
      const own = rideId === undefined ? [] : paymentsOf(caller, await readCase(rideId));
      const payment = own.find((one) => one.paymentId === paymentId);
      if (!payment) return problem('PAYMENT_NOT_FOUND');
      return { status: 200, body: paymentView(payment, storyOfPayment(payment)) };
    },
  });
