import { mobileNumber, problem, type Route, route, z } from '@angkutan/http';
import { OTP_WAIT_MS } from '../domain/otp.ts';
import type { SendCode } from '../domain/ports.ts';
import { admit, type OtpParts } from './admission.ts';
import { refusedUntil, retryAfter } from './retry-after.ts';

const UNCONFIRMED_RETRY_MS = 60_000;

/** Asks KasPro to send a code. It is counted first, and taken back when KasPro surely sent none. */
export const postOtp = (parts: OtpParts & { readonly sendCode: SendCode }): Route =>
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
      'OTP_BUDGET_EXHAUSTED',
      'OTP_REFUSED',
      'OTP_UNAVAILABLE',
      'OTP_UNCONFIRMED',
    ],
    async handle({ body, clientAddress }) {
      const { otp, sendCode, hashOf } = parts;
      const phoneHash = hashOf(body.mobileNumber);
      const admitted = await admit(parts, { kind: 'request', phoneHash, clientAddress });
      if ('problem' in admitted) return admitted;
      const answer = await sendCode({ mobileNumber: body.mobileNumber, phoneHash });
      switch (answer.status) {
        case 'sent': {
          const { expiresInSeconds } = answer;
          const { at } = admitted;
          await otp.change({ type: 'ConfirmSent', phoneHash, at, expiresInSeconds });
          return { status: 202, body: { expiresInSeconds } };
        }
        case 'locked':
          return refusedUntil('OTP_ENTRIES_EXHAUSTED', Date.now() + OTP_WAIT_MS);
        case 'refused':
          return problem('OTP_REFUSED');
        case 'unknown':
          return problem('OTP_UNCONFIRMED', {}, retryAfter(UNCONFIRMED_RETRY_MS));
        case 'not-done':
          await admitted.takeBack();
          return problem('OTP_UNAVAILABLE', {}, retryAfter(answer.retryAfterMs));
      }
    },
  });
