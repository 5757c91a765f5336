import type { Rupiah } from '@angkutan/money';
import type { z } from 'zod';
import * as answers from './answers.ts';
import { BODIES, type ASSUMED_PATHS } from './assumptions.ts';
import type { Call } from './caller.ts';
import type { GIVEN_PATHS } from './given.ts';
import { type Identity, identity } from './identity.ts';
import { STATEMENT_MAX_BYTES } from './operations.ts';
import type * as requests from './requests.ts';

/** Where each operation lies; every path can be configured. */
export type Paths = Readonly<Record<keyof typeof GIVEN_PATHS | keyof typeof ASSUMED_PATHS, string>>;

const final = <T>(data: z.ZodType<T>) => ({ schema: answers.inData(data), mayBeInProcess: false });
const orInProcess = <T extends object>(data: z.ZodType<T>) => ({
  schema: answers.withReference(data),
  mayBeInProcess: true,
});

/** How each answer is read; made once, because a schema compiles itself on its first use. */
const READINGS = {
  otpSent: final(answers.otpSent),
  otpChecked: final(answers.nothing),
  registered: { schema: answers.withReference(answers.nothing), mayBeInProcess: false },
  identity: final(identity),
  transferred: orInProcess(answers.transferred),
  paidOut: orInProcess(answers.paidOut),
  transaction: final(answers.transaction),
  statement: final(answers.statement),
  account: final(answers.account),
};

export const otpCall = (paths: Paths, mobileNumber: string): Call<answers.OtpSent> => ({
  operation: 'otp-request',
  operationClass: 'otp',
  method: 'GET',
  path: withQuery(paths.requestOtp, { mobileNumber }),
  reading: READINGS.otpSent,
});

export const otpCheckCall = (paths: Paths, check: requests.OtpCheck): Call<object> => ({
  operation: 'otp-validate',
  operationClass: 'otp',
  method: 'POST',
  path: paths.validateOtp,
  body: BODIES.validateOtp(check),
  reading: READINGS.otpChecked,
});

export const registerCall = (
  paths: Paths,
  wanted: requests.Registration,
): Call<answers.Referenced> => ({
  operation: 'register',
  operationClass: 'registration',
  method: 'POST',
  path: paths.register,
  body: BODIES.register(wanted),
  reference: wanted.partnerReference,
  reading: READINGS.registered,
});

export const ekycCall = (paths: Paths, photos: requests.EkycPhotos): Call<Identity> => ({
  operation: 'ekyc',
  operationClass: 'ekyc',
  method: 'POST',
  path: paths.ekyc,
  body: BODIES.ekyc(photos),
  reading: READINGS.identity,
});

const TRANSFER_PATHS = { P2P: 'transfer', WALLET_PAYMENT: 'walletPayment', TIP: 'tip' } as const;

export const transferCall = (
  paths: Paths,
  transfer: requests.Transfer,
): Call<answers.Transferred> => ({
  operation: 'p2p',
  operationClass: 'transfer',
  method: 'POST',
  path: paths[TRANSFER_PATHS[transfer.purpose ?? 'P2P']],
  body: BODIES.transfer({ ...transfer, amount: positive(transfer.amount) }),
  reference: transfer.partnerReference,
  reading: READINGS.transferred,
});

export const payoutCall = (paths: Paths, payout: requests.Payout): Call<answers.PaidOut> => ({
  operation: 'payout',
  operationClass: 'payout',
  method: 'POST',
  path: paths.payout,
  body: BODIES.payout({ ...payout, amount: positive(payout.amount) }),
  reference: payout.partnerReference,
  reading: READINGS.paidOut,
});

export const qrisCall = (paths: Paths, payment: requests.QrisPayment): Call<answers.PaidOut> => ({
  operation: 'qris',
  operationClass: 'payout',
  method: 'POST',
  path: paths.qris,
  body: BODIES.qris({ ...payment, amount: positive(payment.amount) }),
  reference: payment.partnerReference,
  reading: READINGS.paidOut,
});

export const statusCall = (paths: Paths, partnerReference: string): Call<answers.Transaction> => ({
  operation: 'status',
  operationClass: 'enquiry',
  method: 'GET',
  path: withQuery(paths.status, { partnerReference }),
  reading: READINGS.transaction,
});

export const statementCall = (
  paths: Paths,
  { account, from, to }: requests.StatementPeriod,
): Call<readonly answers.StatementRow[]> => ({
  operation: 'statement',
  operationClass: 'enquiry',
  method: 'GET',
  path: withQuery(paths.statement, { account, from: from.toISOString(), to: to.toISOString() }),
  reading: READINGS.statement,
  answerMaxBytes: STATEMENT_MAX_BYTES,
});

export const accountCall = (paths: Paths, mobileNumber: string): Call<answers.AccountInquiry> => ({
  operation: 'account-inquiry',
  operationClass: 'enquiry',
  method: 'GET',
  path: withQuery(paths.accountInquiry, { mobileNumber }),
  reading: READINGS.account,
});

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(query).toString()}`;
}

/** The last guard before money leaves: a wrong sign here is a bug of ours, and not one byte goes out. */
function positive(amount: Rupiah): Rupiah {
  if (amount > 0n) return amount;
  throw Object.assign(new Error('an amount sent to KasPro is above zero'), {
    code: 'AKT_KASPRO_AMOUNT',
  });
}
