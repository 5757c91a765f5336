import { accountOf, REFUSALS } from '@angkutan/kaspro';
import { z } from 'zod';
import { OTP_TTL_S, type OtpVerdict } from '../otp-desk.ts';
import { success, type ProviderEndpoint } from './provider-call.ts';
import { queryOf, readBody } from './read-body.ts';
import { refusal } from './refusal.ts';

/**
 * `GET /pil-partner-get-otp/?mobileNumber=`: sends a code; also to a number that is not registered,
 * unless this KasPro wants it registered first.
 */
export const requestOtp: ProviderEndpoint = ({ query }, { otps, state, registerFirst }) => {
  const mobileNumber = queryOf(query, 'mobileNumber');
  const types = ['SUBSCRIBER', 'MERCHANT'] as const;
  const isRegistered = types.some((type) => state.book.account(accountOf(type, mobileNumber)));
  if (registerFirst && !isRegistered) return refusal(REFUSALS.CUSTOMER_NOT_FOUND);
  otps.send(mobileNumber);
  return success({ expiry: OTP_TTL_S });
};

const check = z.object({ mobileNumber: z.string(), otp: z.string() });

const REFUSED: Readonly<Record<Exclude<OtpVerdict, 'VALID'>, number>> = {
  INVALID: REFUSALS.INVALID_OTP,
  EXPIRED: REFUSALS.OTP_EXPIRED,
  TOO_MANY: REFUSALS.TOO_MANY_ATTEMPTS,
};

/** `POST /validate-otp/`: a code is good once, and three wrong entries end it. */
export const validateOtp: ProviderEndpoint = ({ body }, { otps }) => {
  const { mobileNumber, otp } = readBody(check, body);
  const verdict = otps.check(mobileNumber, otp);
  return verdict === 'VALID' ? success() : refusal(REFUSED[verdict]);
};
