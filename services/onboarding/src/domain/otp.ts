// One-time passwords of one number. KasPro makes, sends and checks them; we count, before KasPro is
// asked, so that no number of processes lets a fourth try through:
//   request   at most 3 in 24 hours
//   entry     counted as wrong when it is made, taken back when it was right or not judged; after
//             the third, 24 hours' wait, for requests too
// What was surely not done is taken back, so that nobody is locked out by our own trouble.
// A code ends when KasPro said it would, or once it was right; what ended, or was never sent, is
// refused here and is no entry, so that nobody can lock a number for which no code is out.

export const OTP_REQUESTS_MAX = 3;
export const OTP_ENTRIES_MAX = 3;
export const OTP_WAIT_MS = 24 * 60 * 60 * 1000;
/** How long a code is taken while KasPro has not said how long it is good, for it may have been sent. */
export const UNCONFIRMED_CODE_TTL_MS = 10 * 60 * 1000;
/** How long a verified number may be used to register. */
export const VERIFICATION_TTL_MS = 10 * 60 * 1000;

export interface CodeRequest {
  /** When the code was asked for, in ms. */
  readonly at: number;
  /** When it ends, in ms. */
  readonly expiresAt: number;
}

export interface OtpState {
  readonly requests: readonly CodeRequest[];
  /** When codes were entered that were wrong, or are being judged, in ms. */
  readonly entries: readonly number[];
  /** The id that the number's owner gets as a customer, from the first proof on. */
  readonly customerId?: string;
}

/** The customer whom the number belongs to; `registered` in any role. */
export interface Owner {
  readonly customerId: string;
  readonly registered: boolean;
  /** Has asked for erasure: no proof begins anything any more. */
  readonly restricted: boolean;
}

interface OfNumber {
  readonly phoneHash: string;
}

interface AboutOne extends OfNumber {
  /** When the request or entry was counted, in ms. */
  readonly at: number;
}

export type OtpCommand =
  | (OfNumber & { readonly type: 'RequestOtp' | 'EnterOtp' })
  | (AboutOne & { readonly type: 'TakeBackRequest' | 'TakeBackEntry' })
  | (AboutOne & { readonly type: 'ConfirmSent'; readonly expiresInSeconds: number })
  | (OfNumber & {
      readonly type: 'VerifyNumber';
      readonly tokenHash: string;
      /** The id for an owner who has none yet. */
      readonly newCustomerId: string;
    });

export type OtpEvent =
  | { readonly type: 'OtpRequested'; readonly at: number; readonly expiresAt: number }
  | { readonly type: 'OtpSent'; readonly at: number; readonly expiresAt: number }
  | { readonly type: 'RequestTakenBack' | 'OtpEntered' | 'EntryTakenBack'; readonly at: number }
  | {
      readonly type: 'NumberVerified';
      readonly at: number;
      readonly tokenHash: string;
      readonly expiresAt: number;
      readonly customerId: string;
      /** Whether its owner is registered in no role yet. */
      readonly isNew: boolean;
    };

export type OtpRejection =
  | {
      readonly code: 'OTP_REQUESTS_EXHAUSTED' | 'OTP_ENTRIES_EXHAUSTED';
      /** When it may be tried again, in ms. */
      readonly until: number;
    }
  | { readonly code: 'OTP_EXPIRED' | 'CUSTOMER_RESTRICTED' };

export type OtpDecision =
  | { readonly accepted: true; readonly events: readonly OtpEvent[] }
  | { readonly accepted: false; readonly rejection: OtpRejection };

export const NO_OTP: OtpState = { requests: [], entries: [] };

/** `owner`: who has this number already, as far as a proof asks for it. */
export function decideOtp(
  command: OtpCommand,
  state: OtpState,
  now: number,
  owner?: Owner,
): OtpDecision {
  const locked = lockOf(state, now);
  switch (command.type) {
    case 'RequestOtp':
      return locked ?? decideRequest(state, now);
    case 'EnterOtp':
      return locked ?? decideEntry(state, now);
    case 'ConfirmSent': {
      const expiresAt = command.at + command.expiresInSeconds * 1000;
      return accepted({ type: 'OtpSent', at: command.at, expiresAt });
    }
    case 'TakeBackRequest':
      return accepted({ type: 'RequestTakenBack', at: command.at });
    case 'TakeBackEntry':
      return accepted({ type: 'EntryTakenBack', at: command.at });
    case 'VerifyNumber':
      return decideProof(command, state, now, owner);
  }
}

export function evolveOtp(state: OtpState, event: OtpEvent): OtpState {
  const { at } = event;
  switch (event.type) {
    case 'OtpRequested': {
      const { expiresAt } = event;
      return { ...state, requests: [...recent(state.requests, at), { at, expiresAt }] };
    }
    case 'OtpSent': {
      const sent = { at, expiresAt: event.expiresAt };
      return { ...state, requests: state.requests.map((one) => (one.at === at ? sent : one)) };
    }
    case 'RequestTakenBack': {
      const index = state.requests.findIndex((one) => one.at === at);
      return { ...state, requests: state.requests.filter((_, i) => i !== index) };
    }
    case 'OtpEntered':
      return { ...state, entries: [...waiting(state.entries, at), at] };
    case 'EntryTakenBack': {
      const index = state.entries.indexOf(at);
      return { ...state, entries: state.entries.filter((_, i) => i !== index) };
    }
    case 'NumberVerified': {
      const requests = state.requests.map((one) => ({ ...one, expiresAt: at }));
      return { requests, entries: [], customerId: event.customerId };
    }
  }
}

function lockOf({ entries }: OtpState, now: number): OtpDecision | undefined {
  const counted = waiting(entries, now);
  if (counted.length < OTP_ENTRIES_MAX) return undefined;
  return rejected('OTP_ENTRIES_EXHAUSTED', (counted.at(-1) ?? 0) + OTP_WAIT_MS);
}

function decideRequest(state: OtpState, now: number): OtpDecision {
  const requests = recent(state.requests, now);
  if (requests.length >= OTP_REQUESTS_MAX) {
    return rejected('OTP_REQUESTS_EXHAUSTED', (requests[0]?.at ?? now) + OTP_WAIT_MS);
  }
  return accepted({ type: 'OtpRequested', at: now, expiresAt: now + UNCONFIRMED_CODE_TTL_MS });
}

function decideEntry({ requests }: OtpState, now: number): OtpDecision {
  const isOut = requests.some(({ expiresAt }) => expiresAt > now);
  if (isOut) return accepted({ type: 'OtpEntered', at: now });
  return { accepted: false, rejection: { code: 'OTP_EXPIRED' } };
}

function decideProof(
  { tokenHash, newCustomerId }: Extract<OtpCommand, { type: 'VerifyNumber' }>,
  state: OtpState,
  now: number,
  owner?: Owner,
): OtpDecision {
  if (owner?.restricted) return { accepted: false, rejection: { code: 'CUSTOMER_RESTRICTED' } };
  const customerId = owner?.customerId ?? state.customerId ?? newCustomerId;
  const proof = { tokenHash, customerId, isNew: !owner?.registered };
  const expiresAt = now + VERIFICATION_TTL_MS;
  return accepted({ type: 'NumberVerified', at: now, expiresAt, ...proof });
}

function accepted(event: OtpEvent): OtpDecision {
  return { accepted: true, events: [event] };
}

function rejected(
  code: 'OTP_REQUESTS_EXHAUSTED' | 'OTP_ENTRIES_EXHAUSTED',
  until: number,
): OtpDecision {
  return { accepted: false, rejection: { code, until } };
}

function recent(requests: readonly CodeRequest[], now: number): readonly CodeRequest[] {
  return requests.filter(({ at }) => at > now - OTP_WAIT_MS);
}

// The third entry starts the wait for all three; until then each is forgotten by itself.
function waiting(entries: readonly number[], now: number): readonly number[] {
  if (entries.length < OTP_ENTRIES_MAX) return entries.filter((at) => at > now - OTP_WAIT_MS);
  return (entries.at(-1) ?? 0) > now - OTP_WAIT_MS ? entries : [];
}
