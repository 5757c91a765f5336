import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideOtp,
  evolveOtp,
  NO_OTP,
  OTP_WAIT_MS,
  type OtpCommand,
  type OtpState,
  VERIFICATION_TTL_MS,
} from './otp.ts';

const phoneHash = 'h';
const HOUR_MS = 3_600_000;

function after(...times: readonly [OtpCommand['type'], number][]): OtpState {
  return times.reduce((state, [type, now]) => next(state, type, now).state, NO_OTP);
}

function next(state: OtpState, type: OtpCommand['type'], now: number, at = 0) {
  const decision = decideOtp({ type, phoneHash, at, tokenHash: 't' }, state, now);
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
    expect(state.requests).toEqual([1, 3]);
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
    const expiresAt = 5 + VERIFICATION_TTL_MS;
    expect(decision).toEqual({
      accepted: true,
      events: [{ type: 'NumberVerified', at: 5, tokenHash: 't', expiresAt }],
    });
    expect(state.entries).toEqual([]);
  });

  it('never passes more than three times in any 24 hours, whatever the order', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 12 * HOUR_MS }), { maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.constantFrom('RequestOtp', 'EnterOtp'), (steps, type) => {
        let [state, now] = [NO_OTP, 0];
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
