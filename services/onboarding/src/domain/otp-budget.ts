// How much one-time passwords may be used by one address, and by everybody together. What is counted
// is counted in windows that all instances share; each begins at a multiple of its length.
// An address is a whole carrier's NAT at times, so its budget is generous: it stops a machine, while
// the limits of each number (otp.ts) stop a guesser. The budget for all bounds what KasPro sees.
import type { OtpKind } from './ports.ts';

export const ADDRESS_WINDOW_MS = 60 * 60 * 1000;
export const GLOBAL_WINDOW_MS = 60 * 1000;

/** The most in a window, for codes asked for and for codes entered each. */
export interface OtpLimits {
  readonly perAddressPerHour: number;
  readonly globalPerMinute: number;
}

/** A budget's window: the id under which all instances count, its most, and its end in ms. */
export interface BudgetWindow {
  readonly id: string;
  readonly max: number;
  readonly endsAt: number;
}

export function addressWindow(
  { perAddressPerHour: max }: OtpLimits,
  kind: OtpKind,
  addressHash: string,
  now: number,
): BudgetWindow {
  return { ...windowAt(`${kind}:${addressHash}`, ADDRESS_WINDOW_MS, now), max };
}

export function globalWindow(
  { globalPerMinute: max }: OtpLimits,
  kind: OtpKind,
  now: number,
): BudgetWindow {
  return { ...windowAt(`${kind}:all`, GLOBAL_WINDOW_MS, now), max };
}

function windowAt(name: string, lengthMs: number, now: number) {
  const beganAt = now - (now % lengthMs);
  return { id: `${name}:${beganAt}`, endsAt: beganAt + lengthMs };
}
