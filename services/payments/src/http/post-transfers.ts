import { mobileNumber, type Route, route, text, z } from '@angkutan/http';
import { rupiah } from '@angkutan/money';
import { acceptedPayment, actingFor, type Ask, idOf, onBehalfOf, rupiahAmount } from './asking.ts';

const NOTE_MAX = 100;

export interface TransferParts {
  readonly ask: Ask;
  /** The customer who has this number, in E.164; undefined where nobody has. */
  readonly customerByNumber: (mobileNumber: string) => Promise<string | undefined>;
  readonly sealNote: (note: string, paymentId: string) => string;
}

export const postTransfers = ({ ask, customerByNumber, sealNote }: TransferParts): Route =>
  route({
    method: 'post',
    path: '/v1/transfers',
    operationId: 'sendMoney',
    summary: 'Sends money from the caller’s wallet to the wallet of a phone number',
    roles: ['customer', 'service'],
    idempotent: true,
    body: z.strictObject({
      toMobileNumber: mobileNumber,
      amount: rupiahAmount,
      note: text(NOTE_MAX).optional(),
      customerId: onBehalfOf,
    }),
    answers: { 202: { description: 'Accepted', schema: acceptedPayment } },
    refusals: [
      'CUSTOMER_REQUIRED',
      'CUSTOMER_NOT_FOUND',
      'RECIPIENT_NOT_FOUND',
      'TRANSFER_TO_SELF',
      'TIER_TOO_LOW',
    ],
    async handle({ body, caller, idempotencyKey, traceparent }) {
      const payerId = actingFor(caller, body.customerId);
      if (typeof payerId !== 'string') return payerId;
      const paymentId = `p2p.${idOf(caller, idempotencyKey)}`;
      const { note } = body;
      const refusal = await ask(
        {
          type: 'SEND_MONEY',
          paymentId,
          caseId: paymentId,
          payerId,
          payeeId: await customerByNumber(body.toMobileNumber),
          amount: rupiah(body.amount),
          ...(note !== undefined && { sealedNote: sealNote(note, paymentId) }),
        },
        traceparent,
      );
      return refusal ?? { status: 202, body: { paymentId } };
    },
  });
