// One-time passwords of one number. KasPro makes, sends and checks them; we count, before KasPro is
// asked, so that no number of processes lets a fourth try through:
//   request   at most 3 in 24 hours
//   entry     counted as wrong when it is made, taken back when it was right or not judged; after
//             the third, 24 hours' wait, for requests too
// What was surely not done is taken back, so that nobody is locked out by our own trouble.

export const OTP_REQUESTS_MAX = 3;
export const OTP_ENTRIES_MAX = 3;
export const OTP_WAIT_MS = 24 * 60 * 60 * 1000;
/** How long a verified number may be used to register. */
export const VERIFICATION_TTL_MS = 10 * 60 * 1000;

export interface OtpState {
  /** When codes were asked for, in ms. */
  readonly requests: readonly number[];
  /** When codes were entered that were wrong, or are being judged. */
  readonly entries: readonly number[];
}

export type OtpCommand =
  | { readonly type: 'RequestOtp'; readonly phoneHash: string }
  | { readonly type: 'TakeBackRequest'; readonly phoneHash: string; readonly at: number }
  | { readonly type: 'EnterOtp'; readonly phoneHash: string }
  | { readonly type: 'TakeBackEntry'; readonly phoneHash: string; readonly at: number }
  | { readonly type: 'VerifyNumber'; readonly phoneHash: string; readonly tokenHash: string };

export type OtpEvent =
  | { readonly type: 'OtpRequested'; readonly at: number }
  | { readonly type: 'RequestTakenBack'; readonly at: number }
  | { readonly type: 'OtpEntered'; readonly at: number }
  | { readonly type: 'EntryTakenBack'; readonly at: number }
  | {
      readonly type: 'NumberVerified';
      readonly at: number;
      readonly tokenHash: string;
      readonly expiresAt: number;
    };

export type OtpRejection = {
  readonly code: 'OTP_REQUESTS_EXHAUSTED' | 'OTP_ENTRIES_EXHAUSTED';
  /** When it may be tried again, in ms. */
  readonly until: number;
};

export type OtpDecision =
  | { readonly accepted: true; readonly events: readonly OtpEvent[] }
  | { readonly accepted: false; readonly rejection: OtpRejection };

export const NO_OTP: OtpState = { requests: [], entries: [] };

export function decideOtp(command: OtpCommand, state: OtpState, now: number): OtpDecision {
  const requests = recent(state.requests, now);
  const entries = waiting(state.entries, now);
  const lockedUntil = (entries.at(-1) ?? 0) + OTP_WAIT_MS;
  switch (command.type) {
    case 'RequestOtp':
      if (entries.length >= OTP_ENTRIES_MAX) return rejected('OTP_ENTRIES_EXHAUSTED', lockedUntil);
      if (requests.length >= OTP_REQUESTS_MAX) {
        return rejected('OTP_REQUESTS_EXHAUSTED', (requests[0] ?? now) + OTP_WAIT_MS);
      }
      return accepted({ type: 'OtpRequested', at: now });
    case 'EnterOtp':
      if (entries.length >= OTP_ENTRIES_MAX) return rejected('OTP_ENTRIES_EXHAUSTED', lockedUntil);
      return accepted({ type: 'OtpEntered', at: now });
    case 'TakeBackRequest':
      return accepted({ type: 'RequestTakenBack', at: command.at });
    case 'TakeBackEntry':
      return accepted({ type: 'EntryTakenBack', at: command.at });
    case 'VerifyNumber': {
      const { tokenHash } = command;
      const expiresAt = now + VERIFICATION_TTL_MS;
      return accepted({ type: 'NumberVerified', at: now, tokenHash, expiresAt });
    }
  }
}

export function evolveOtp(state: OtpState, event: OtpEvent): OtpState {
  switch (event.type) {
    case 'OtpRequested':
      return { ...state, requests: [...recent(state.requests, event.at), event.at] };
    case 'RequestTakenBack':
      return { ...state, requests: without(state.requests, event.at) };
    case 'OtpEntered':
      return { ...state, entries: [...waiting(state.entries, event.at), event.at] };
    case 'EntryTakenBack':
      return { ...state, entries: without(state.entries, event.at) };
    case 'NumberVerified':
      return { ...state, entries: [] };
  }
}

function accepted(event: OtpEvent): OtpDecision {
  return { accepted: true, events: [event] };
}

function rejected(code: OtpRejection['code'], until: number): OtpDecision {
  return { accepted: false, rejection: { code, until } };
}

function recent(times: readonly number[], now: number): readonly number[] {
  return times.filter((at) => at > now - OTP_WAIT_MS);
}

// The third entry starts the wait for all three; until then each is forgotten by itself.
function waiting(entries: readonly number[], now: number): readonly number[] {
  if (entries.length < OTP_ENTRIES_MAX) return recent(entries, now);
  return (entries.at(-1) ?? 0) > now - OTP_WAIT_MS ? entries : [];
}

function without(times: readonly number[], at: number): readonly number[] {
  const index = times.indexOf(at);
  return times.filter((_, i) => i !== index);
}
