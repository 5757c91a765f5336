import { mobileNumber, problem, type Route, route, z } from '@angkutan/http';
import { OTP_WAIT_MS } from '../domain/otp.ts';
import type { OtpBook, Provider } from '../domain/ports.ts';
import { refusedUntil, retryAfter } from './retry-after.ts';

const UNCONFIRMED_RETRY_MS = 60_000;

export interface OtpParts {
  readonly otp: OtpBook;
  readonly provider: Provider;
  /** The keyed hash by which a number is known. */
  readonly hashOf: (mobileNumber: string) => string;
}

/** Asks KasPro to send a code. It is counted first, and taken back when KasPro surely sent none. */
export const postOtp = ({ otp, provider, hashOf }: OtpParts): Route =>
  route({
    method: 'post',
    path: '/v1/otp',
    operationId: 'requestOtp',
    summary: 'Sends a one-time password to a mobile number, by WhatsApp or SMS',
    roles: 'public',
    idempotent: 'optional',
    body: z.strictObject({ mobileNumber }),
    answers: {
      202: { description: 'A code is on its way', schema: z.object({ expiresInSeconds: z.int() }) },
    },
    refusals: [
      'OTP_REQUESTS_EXHAUSTED',
      'OTP_ENTRIES_EXHAUSTED',
      'OTP_REFUSED',
      'OTP_UNAVAILABLE',
      'OTP_UNCONFIRMED',
    ],
    async handle({ body }) {
      const phoneHash = hashOf(body.mobileNumber);
      const decision = await otp.change({ type: 'RequestOtp', phoneHash });
      if (!decision.accepted) {
        const { code, until } = decision.rejection;
        return refusedUntil(code, until);
      }
      const answer = await provider.sendOtp(body.mobileNumber);
      switch (answer.status) {
        case 'sent':
          return { status: 202, body: { expiresInSeconds: answer.expiresInSeconds } };
        case 'locked':
          return refusedUntil('OTP_ENTRIES_EXHAUSTED', Date.now() + OTP_WAIT_MS);
        case 'refused':
          return problem('OTP_REFUSED');
        case 'unknown':
          return problem('OTP_UNCONFIRMED', {}, retryAfter(UNCONFIRMED_RETRY_MS));
        case 'not-done': {
          const at = decision.events[0]?.at ?? 0;
          await otp.change({ type: 'TakeBackRequest', phoneHash, at });
          return problem('OTP_UNAVAILABLE', {}, retryAfter(answer.retryAfterMs));
        }
      }
    },
  });
