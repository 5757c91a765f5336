import { problem, route } from '@angkutan/http';
import { activePayment } from '../domain/ride.ts';
import { paymentsOf, READERS, type ReadCase } from './access.ts';
import { paymentSchema, paymentView, storyOfRide } from './payment-view.ts';

export const getRidePayment = (readCase: ReadCase) =>
  route({
    method: 'get',
    path: '/v1/rides/{rideId}/payment',
    operationId: 'getRidePayment',
    summary: 'The payment that stands for a ride now, with the whole story of the ride',
    roles: READERS,
    answers: { 200: { description: 'The payment', schema: paymentSchema } },
    refusals: ['PAYMENT_NOT_FOUND'],
    async handle({ params: { rideId }, caller }) {
      const ride = await readCase(rideId);
      const own = paymentsOf(caller, ride);
      const active = activePayment({ payments: own });
      if (!active) return problem('PAYMENT_NOT_FOUND');
      return { status: 200, body: paymentView(active, storyOfRide(ride, own)) };
    },
  });
