import { randomBytes } from 'node:crypto';
import { mobileNumber, problem, type Route, route, z } from '@angkutan/http';
import { OTP_WAIT_MS } from '../domain/otp.ts';
import type { OtpParts } from './post-otp.ts';
import { refusedUntil, retryAfter } from './retry-after.ts';
import { tokenHashOf } from './token-hash.ts';

const TOKEN_BYTES = 32;
const UNJUDGED_RETRY_MS = 5_000;

/** Has KasPro judge a code. It counts as wrong while it is judged, so that guesses at once count too. */
export const postOtpValidate = ({ otp, provider, hashOf }: OtpParts): Route =>
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
    refusals: ['OTP_WRONG', 'OTP_ENTRIES_EXHAUSTED', 'OTP_UNAVAILABLE'],
    async handle({ body }) {
      const phoneHash = hashOf(body.mobileNumber);
      const decision = await otp.change({ type: 'EnterOtp', phoneHash });
      if (!decision.accepted) {
        const { code, until } = decision.rejection;
        return refusedUntil(code, until);
      }
      const answer = await provider.checkOtp(body.mobileNumber, body.otp);
      switch (answer.status) {
        case 'right': {
          const verificationToken = randomBytes(TOKEN_BYTES).toString('base64url');
          const tokenHash = tokenHashOf(verificationToken);
          await otp.change({ type: 'VerifyNumber', phoneHash, tokenHash });
          return { status: 200, body: { verificationToken } };
        }
        case 'wrong':
          return problem('OTP_WRONG');
        case 'locked':
          return refusedUntil('OTP_ENTRIES_EXHAUSTED', Date.now() + OTP_WAIT_MS);
        case 'not-done':
        case 'unknown': {
          const at = decision.events[0]?.at ?? 0;
          await otp.change({ type: 'TakeBackEntry', phoneHash, at });
          const ms = answer.status === 'unknown' ? UNJUDGED_RETRY_MS : answer.retryAfterMs;
          return problem('OTP_UNAVAILABLE', {}, retryAfter(ms));
        }
      }
    },
  });
