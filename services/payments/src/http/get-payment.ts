import { problem, route } from '@angkutan/http';
import { caseIdOf } from '../domain/ride.ts';
import { paymentsOf, READERS, type ReadCase } from './access.ts';
import { paymentSchema, paymentView, storyOfPayment } from './payment-view.ts';

/** Opens what the payer wrote to the payee. */
export type OpenNote = (sealedNote: string, paymentId: string) => string;

export const getPayment = (readCase: ReadCase, openNote: OpenNote) =>
  route({
    method: 'get',
    path: '/v1/payments/{paymentId}',
    operationId: 'getPayment',
    summary: 'A payment, how it stands and how it came to that',
    roles: READERS,
    answers: { 200: { description: 'The payment', schema: paymentSchema } },
    refusals: ['PAYMENT_NOT_FOUND'],
    async handle({ params: { paymentId }, caller }) {
      const caseId = caseIdOf(paymentId);
      const own = caseId === undefined ? [] : paymentsOf(caller, await readCase(caseId));
      const payment = own.find((one) => one.paymentId === paymentId);
      if (!payment) return problem('PAYMENT_NOT_FOUND');
      const { sealedNote } = payment;
      const note = sealedNote === undefined ? undefined : openNote(sealedNote, paymentId);
      return { status: 200, body: paymentView(payment, storyOfPayment(payment), note) };
    },
  });
