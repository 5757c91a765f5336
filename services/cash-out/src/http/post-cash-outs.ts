import { id, type Route, route, text, z } from '@angkutan/http';
import { rupiah } from '@angkutan/money';
import type { CashOut, Destination, Request } from '../domain/cash-out.ts';
import { cashOutIdOf } from '../domain/cash-out-id.ts';
import type { Decision } from '../domain/codes.ts';
import type { FieldSealer } from '../sealed-fields.ts';
import { maskName, maskNumber } from './mask.ts';
import { payerOf } from './payer.ts';
import { problemOf } from './problems.ts';

const NAME_MAX = 100;
/** Beyond any rule that may come; which amounts a channel takes is for the rules to say. */
const AMOUNT_MAX = 1_000_000_000;

const shared = {
  amount: z
    .int()
    .min(1)
    .max(AMOUNT_MAX)
    .meta({ description: 'Whole rupiah; the fee comes on top' }),
  customerId: id
    .optional()
    .describe('Whose money it is: required of a service, and for others only their own id'),
  role: z.enum(['USER', 'DRIVER', 'MERCHANT']).optional(),
};
const body = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('BANK'),
    bankCode: z.string().min(1).max(10).meta({ example: '014' }),
    accountNumber: z
      .string()
      .regex(/^[0-9]{5,20}$/)
      .meta({ description: 'Digits as text: leading zeros count' }),
    accountName: text(NAME_MAX),
    ...shared,
  }),
  z.strictObject({
    channel: z.literal('MODERN_TRADE'),
    outlet: z.string().min(1).max(40).meta({ example: 'ALFAMART' }),
    ...shared,
  }),
]);
type Body = z.infer<typeof body>;

const amount = z.int();
const requested = z.object({
  cashOutId: z.string(),
  status: z.literal('REQUESTED'),
  amount,
  fee: amount,
});

export interface RequestParts {
  readonly fields: FieldSealer;
  /** Decides the request and commits what follows. Throws when that cannot be done now. */
  readonly request: (request: Request, traceparent: string) => Promise<Decision<unknown>>;
  readonly find: (cashOutId: string) => Promise<CashOut | undefined>;
}

/** Takes a cash-out in; whether it succeeds is known later, by its id. */
export const postCashOuts = ({ fields, request, find }: RequestParts): Route =>
  route({
    method: 'post',
    path: '/v1/cash-outs',
    operationId: 'requestCashOut',
    summary: 'Pays out to a bank account, or as cash at a store',
    roles: ['customer', 'driver', 'merchant', 'service'],
    idempotent: true,
    body,
    answers: { 202: { description: 'Taken in; ask for it by its id', schema: requested } },
    refusals: [
      'CUSTOMER_REQUIRED',
      'WALLET_NOT_FOUND',
      'BANK_UNKNOWN',
      'OUTLET_UNKNOWN',
      'AMOUNT_BELOW_MINIMUM',
      'AMOUNT_ABOVE_MAXIMUM',
      'AMOUNT_NOT_A_MULTIPLE',
      'TIER_TOO_LOW',
    ],
    async handle({ body: asked, caller, idempotencyKey = '', traceparent }) {
      const payer = payerOf(caller, asked);
      if ('problem' in payer) return payer;
      // The same key of the same caller is the same cash-out for ever, also after a crash in between.
      const cashOutId = cashOutIdOf(fields.hash('id', caller.sub, idempotencyKey));
      const wanted: Request = {
        cashOutId,
        ...payer,
        destination: destinationOf(fields, cashOutId, asked),
        amount: rupiah(BigInt(asked.amount)),
        fingerprint: fields.hash('asked', ...asText(asked), payer.customerId, payer.role),
      };
      const decision = await request(wanted, traceparent);
      if (!decision.accepted) return problemOf(decision.rejection);
      const cashOut = await find(cashOutId);
      if (!cashOut) throw new Error(`AKT_CASH_OUT_MISSING: ${cashOutId}`);
      const { amount: taken, fee } = cashOut;
      return { status: 202, body: { cashOutId, status: 'REQUESTED', amount: taken, fee } };
    },
  });

/** Sealed before it goes any further: the number and the name are somebody's personal data. */
function destinationOf(fields: FieldSealer, cashOutId: string, asked: Body): Destination {
  if (asked.channel === 'MODERN_TRADE') return { channel: asked.channel, outlet: asked.outlet };
  const { channel, bankCode, accountNumber, accountName } = asked;
  return {
    channel,
    bankCode,
    maskedNumber: maskNumber(accountNumber),
    maskedName: maskName(accountName),
    sealedNumber: fields.seal(cashOutId, 'accountNumber', accountNumber),
    sealedName: fields.seal(cashOutId, 'accountName', accountName),
  };
}

const asText = (asked: Body): string[] =>
  asked.channel === 'BANK'
    ? [asked.bankCode, asked.accountNumber, asked.accountName, String(asked.amount)]
    : [asked.outlet, String(asked.amount)];
