import { z } from 'zod';
import { TRANSACTION_STATUSES } from './assumptions.ts';
import {
  amount,
  code,
  instant,
  label,
  optionalAmount,
  optionalLabel,
  seconds,
  signedAmount,
} from './fields.ts';

/** What every answer has in common. The key may arrive as `responseId` or, with a trailing space, as `"responseId "`. */
export const envelope = z
  .object({
    code,
    message: z.string().nullish(),
    responseId: optionalLabel,
    'responseId ': optionalLabel,
    data: z.unknown().optional(),
  })
  .transform((answer) => ({
    code: answer.code,
    message: answer.message ?? '',
    responseId: answer.responseId ?? answer['responseId '],
    data: answer.data,
  }));
export type Envelope = z.output<typeof envelope>;

export const otpSent = z
  .object({ expiry: seconds })
  .transform(({ expiry }) => ({ expiresInSeconds: expiry }));
export type OtpSent = z.output<typeof otpSent>;

/** An answer whose `data` says nothing that we need; what counts is its code. */
export const nothing = z
  .unknown()
  .optional()
  .transform(() => ({}));

/** An answer as `ok` reads it: by its data. */
export const inData = <T>(schema: z.ZodType<T>) =>
  z.object({ data: schema }).transform(({ data }) => data);

/** As `inData`, with KasPro's `responseId` as `providerReference` ('' where it gave none). */
export const withReference = <T extends object>(schema: z.ZodType<T>) =>
  z
    .object({ responseId: optionalLabel, data: schema })
    .transform(({ responseId, data }) => ({ ...data, providerReference: responseId ?? '' }));

/** The answer of a call that KasPro did, by KasPro's own name for it. */
export interface Referenced {
  readonly providerReference: string;
}

export const transferred = z.object({
  pocketId: label,
  walletTransactions: z.array(
    z.object({
      account: label,
      amount,
      reference: label,
      balanceBefore: amount,
      balanceAfter: amount,
    }),
  ),
});
export type Transferred = z.output<typeof transferred> & Referenced;

/** An answer that says: in process. Every field may be missing; one that is there must be readable. */
export const inProcess = z
  .object({
    account: optionalLabel,
    amount: optionalAmount,
    price: optionalAmount,
    serviceFee: optionalAmount,
    reffId: optionalLabel,
    withdrawalCode: optionalLabel,
    expiresAt: optionalLabel,
  })
  .nullish();

/** The synchronous answer to a payout, which KasPro's public pages show. Bank account and name are dropped here. */
export const paidOut = z.object({
  amount,
  serviceFee: amount,
  totalAmount: optionalAmount,
});
export type PaidOut = z.output<typeof paidOut> & Referenced;

export const transaction = z
  .object({
    status: z.enum(TRANSACTION_STATUSES),
    reffId: optionalLabel,
    account: optionalLabel,
    amount: optionalAmount,
    // Not assumed to be there; read where KasPro tells them, for the answer that had them may be lost.
    serviceFee: optionalAmount,
    withdrawalCode: optionalLabel,
    expiresAt: optionalLabel,
  })
  .transform(({ reffId, ...rest }) => ({ ...rest, providerReference: reffId }));
/** What a transfer has come to, by its partnerReference. */
export type Transaction = z.output<typeof transaction>;

export const statement = z.array(
  z.object({
    reference: label,
    partnerReference: optionalLabel,
    account: label,
    amount: signedAmount,
    balanceAfter: amount,
    occurredAt: instant,
  }),
);
export type StatementRow = z.output<typeof statement>[number];

export const account = z
  .object({
    fullName: label,
    accountStatus: label,
    customerType: label,
    kycStatus: label,
    balance: z.object({ pocketId: label, availableBalance: amount }),
  })
  .transform(({ balance, ...rest }) => ({
    ...rest,
    pocketId: balance.pocketId,
    availableBalance: balance.availableBalance,
  }));
export type AccountInquiry = z.output<typeof account>;
