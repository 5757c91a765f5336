import { randomBytes, randomUUID } from 'node:crypto';
import { mobileNumber, problem, type Route, route, z } from '@angkutan/http';
import { OTP_WAIT_MS } from '../domain/otp.ts';
import { admit, type OtpParts } from './admission.ts';
import { refusedUntil, retryAfter } from './retry-after.ts';
import { tokenHashOf } from './token-hash.ts';

const TOKEN_BYTES = 32;
const UNJUDGED_RETRY_MS = 5_000;

/** Has KasPro judge a code. It counts as wrong while it is judged, so that guesses at once count too. */
export const postOtpValidate = (parts: OtpParts): Route =>
  route({
    method: 'post',
    path: '/v1/otp/validate',
    operationId: 'validateOtp',
    summary: 'Proves a mobile number by the code that was sent to it',
    roles: 'public',
    idempotent: 'optional',
    body: z.strictObject({ mobileNumber, otp: z.string().regex(/^[0-9]{4,8}$/) }),
    answers: {
      200: {
        description: 'Proven: the token registers this number once, within 10 minutes',
        schema: z.object({ verificationToken: z.string() }),
      },
    },
    refusals: [
      'OTP_WRONG',
      'OTP_EXPIRED',
      'OTP_ENTRIES_EXHAUSTED',
      'OTP_BUDGET_EXHAUSTED',
      'OTP_UNAVAILABLE',
      'CUSTOMER_RESTRICTED',
    ],
    async handle({ body, clientAddress, traceparent }) {
      const { otp, provider, hashOf } = parts;
      const phoneHash = hashOf(body.mobileNumber);
      const admitted = await admit(parts, { kind: 'entry', phoneHash, clientAddress });
      if ('problem' in admitted) return admitted;
      const answer = await provider.checkOtp(body.mobileNumber, body.otp);
      switch (answer.status) {
        case 'right': {
          const verificationToken = randomBytes(TOKEN_BYTES).toString('base64url');
          const tokenHash = tokenHashOf(verificationToken);
          const proof = { phoneHash, tokenHash, newCustomerId: randomUUID() };
          const proven = await otp.change({ type: 'VerifyNumber', ...proof }, traceparent);
          if (!proven.accepted) return problem(proven.rejection.code);
          return { status: 200, body: { verificationToken } };
        }
        case 'wrong':
          return problem('OTP_WRONG');
        case 'expired':
          return problem('OTP_EXPIRED');
        case 'locked':
          return refusedUntil('OTP_ENTRIES_EXHAUSTED', Date.now() + OTP_WAIT_MS);
        case 'not-done':
        case 'unknown': {
          await admitted.takeBack();
          const ms = answer.status === 'unknown' ? UNJUDGED_RETRY_MS : answer.retryAfterMs;
          return problem('OTP_UNAVAILABLE', {}, retryAfter(ms));
        }
      }
    },
  });
