import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideOtp,
  evolveOtp,
  NO_OTP,
  OTP_WAIT_MS,
  type OtpCommand,
  type OtpState,
  UNCONFIRMED_CODE_TTL_MS,
  VERIFICATION_TTL_MS,
} from './otp.ts';

const phoneHash = 'h';
const HOUR_MS = 3_600_000;

/** A code that never ends is out; it was asked for too long ago to count. */
const CODE_OUT: OtpState = { requests: [{ at: -OTP_WAIT_MS, expiresAt: Infinity }], entries: [] };

function after(...times: readonly [OtpCommand['type'], number][]): OtpState {
  return times.reduce((state, [type, now]) => next(state, type, now).state, CODE_OUT);
}

function next(state: OtpState, type: OtpCommand['type'], now: number, at = 0) {
  const command = {
    type,
    phoneHash,
    at,
    tokenHash: 't',
    newCustomerId: 'c1',
    expiresInSeconds: 60,
  };
  const decision = decideOtp(command, state, now);
  return { decision, state: decision.accepted ? decision.events.reduce(evolveOtp, state) : state };
}

describe('a code', () => {
  it('is sent three times in 24 hours, and again when the first is that old', () => {
    const state = after(['RequestOtp', 0], ['RequestOtp', HOUR_MS], ['RequestOtp', 2 * HOUR_MS]);
    expect(next(state, 'RequestOtp', 3 * HOUR_MS).decision).toEqual({
      accepted: false,
      rejection: { code: 'OTP_REQUESTS_EXHAUSTED', until: OTP_WAIT_MS },
    });
    expect(next(state, 'RequestOtp', OTP_WAIT_MS).decision.accepted).toBe(true);
  });

  it('that was surely not sent is not counted', () => {
    const full = after(['RequestOtp', 1], ['RequestOtp', 2], ['RequestOtp', 3]);
    const { state } = next(full, 'TakeBackRequest', 4, 2);
    expect(state.requests.map(({ at }) => at)).toEqual([1, 3]);
  });

  it('ends when KasPro said it would; what ended is no entry', () => {
    const asked = next(NO_OTP, 'RequestOtp', 1_000).state;
    const { state } = next(asked, 'ConfirmSent', 1_500, 1_000);
    expect(next(state, 'EnterOtp', 60_999).decision.accepted).toBe(true);
    const expired = { accepted: false, rejection: { code: 'OTP_EXPIRED' } };
    expect(next(state, 'EnterOtp', 61_000).decision).toEqual(expired);
    expect(next(NO_OTP, 'EnterOtp', 1_000).decision).toEqual(expired);
  });

  it('that was perhaps sent may be entered for 10 minutes', () => {
    const { state } = next(NO_OTP, 'RequestOtp', 0);
    expect(next(state, 'EnterOtp', UNCONFIRMED_CODE_TTL_MS - 1).decision.accepted).toBe(true);
    expect(next(state, 'EnterOtp', UNCONFIRMED_CODE_TTL_MS).decision.accepted).toBe(false);
  });

  it('before one that was surely not sent is still good', () => {
    const first = next(next(NO_OTP, 'RequestOtp', 0).state, 'ConfirmSent', 1, 0).state;
    const second = next(first, 'RequestOtp', 10_000).state;
    const { state } = next(second, 'TakeBackRequest', 11_000, 10_000);
    expect(next(state, 'EnterOtp', 59_999).decision.accepted).toBe(true);
    expect(next(state, 'EnterOtp', 60_000).decision.accepted).toBe(false);
  });

  it('that was right is not good again', () => {
    const { state } = next(after(['RequestOtp', 0], ['EnterOtp', 1]), 'VerifyNumber', 2);
    expect(next(state, 'EnterOtp', 3).decision.accepted).toBe(false);
  });

  it('may be entered wrong three times; then everything waits 24 hours from the third', () => {
    const state = after(['EnterOtp', 0], ['EnterOtp', HOUR_MS], ['EnterOtp', 2 * HOUR_MS]);
    const refusal = {
      accepted: false,
      rejection: { code: 'OTP_ENTRIES_EXHAUSTED', until: OTP_WAIT_MS + 2 * HOUR_MS },
    };
    expect(next(state, 'EnterOtp', 3 * HOUR_MS).decision).toEqual(refusal);
    expect(next(state, 'RequestOtp', OTP_WAIT_MS + HOUR_MS).decision).toEqual(refusal);
    const later = next(state, 'EnterOtp', OTP_WAIT_MS + 2 * HOUR_MS);
    expect(later.state.entries).toEqual([OTP_WAIT_MS + 2 * HOUR_MS]);
  });

  it('that was not judged is not counted as wrong', () => {
    const locked = after(['EnterOtp', 1], ['EnterOtp', 2], ['EnterOtp', 3]);
    const { state } = next(locked, 'TakeBackEntry', 4, 3);
    expect(next(state, 'EnterOtp', 5).decision.accepted).toBe(true);
  });

  it('that was right clears the wrong ones and opens the door for 10 minutes', () => {
    const { decision, state } = next(after(['EnterOtp', 1], ['EnterOtp', 2]), 'VerifyNumber', 5);
    const proof = { tokenHash: 't', expiresAt: 5 + VERIFICATION_TTL_MS, customerId: 'c1' };
    expect(decision).toEqual({
      accepted: true,
      events: [{ type: 'NumberVerified', at: 5, ...proof, isNew: true }],
    });
    expect(state.entries).toEqual([]);
  });

  it('that was right names the customer who will be, and keeps to that', () => {
    const first = next(CODE_OUT, 'VerifyNumber', 1).state;
    const again = { type: 'VerifyNumber', phoneHash, tokenHash: 'u', newCustomerId: 'c2' } as const;
    expect(decideOtp(again, first, 2)).toMatchObject({ events: [{ customerId: 'c1' }] });
    const owner = { customerId: 'c0', registered: true, restricted: false };
    const ofOwner = { events: [{ customerId: 'c0', isNew: false }] };
    expect(decideOtp(again, first, 2, owner)).toMatchObject(ofOwner);
    const refused = { accepted: false, rejection: { code: 'CUSTOMER_RESTRICTED' } };
    expect(decideOtp(again, first, 2, { ...owner, restricted: true })).toEqual(refused);
  });

  it('never passes more than three times in any 24 hours, whatever the order', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 12 * HOUR_MS }), { maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.constantFrom('RequestOtp', 'EnterOtp'), (steps, type) => {
        let [state, now] = [CODE_OUT, 0];
        const passed: number[] = [];
        for (const step of steps) {
          now += step;
          const { decision, state: changed } = next(state, type, now);
          state = changed;
          if (decision.accepted) passed.push(now);
        }
        for (const [i, at] of passed.entries()) {
          expect(at - (passed[i - 3] ?? -Infinity)).toBeGreaterThanOrEqual(OTP_WAIT_MS);
        }
      }),
    );
  });
});
