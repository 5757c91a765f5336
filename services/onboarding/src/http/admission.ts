import { problem, type Problem } from '@angkutan/http';
import type { OtpCommand, OtpRejection } from '../domain/otp.ts';
import type { OtpBook, OtpBudgets, OtpKind, Provider, Spending } from '../domain/ports.ts';
import { networkOf } from './network.ts';
import { refusedUntil, retryAfter } from './retry-after.ts';

export interface OtpParts {
  readonly otp: OtpBook;
  readonly budgets: OtpBudgets;
  readonly provider: Provider;
  /** The keyed hash by which a number, or an address, is known. */
  readonly hashOf: (text: string) => string;
}

export interface Asking {
  readonly kind: OtpKind;
  readonly phoneHash: string;
  readonly clientAddress: string;
}

/** A call to KasPro that has been counted everywhere it counts. */
export interface Admitted {
  /** When the number's own count was made, in ms. */
  readonly at: number;
  /** Uncounts it all, for what KasPro surely did not do. */
  takeBack(): Promise<void>;
}

/**
 * Counts a use of one-time passwords before KasPro is asked: for the address, for the number, for
 * all. Nothing is looked up by the number but its own counts, so that whether it belongs to a
 * customer changes neither the answer nor the work. While KasPro's breaker is open nothing is counted.
 */
export async function admit(parts: OtpParts, asking: Asking): Promise<Admitted | Problem> {
  const { otp, budgets, provider, hashOf } = parts;
  const { kind, phoneHash, clientAddress } = asking;
  const waitMs = provider.waitMs('otp');
  if (waitMs > 0) return problem('OTP_UNAVAILABLE', {}, retryAfter(waitMs));
  const forAddress = await budgets.spendForAddress(kind, hashOf(`ip:${networkOf(clientAddress)}`));
  if (forAddress.exhaustedUntil !== undefined) return overBudget(forAddress);
  const counted = await otp.change({ type: COUNTING[kind], phoneHash });
  if (!counted.accepted) return refusedBy(counted.rejection);
  const at = counted.events[0]?.at ?? 0;
  const uncounted: OtpCommand = { type: UNCOUNTING[kind], phoneHash, at };
  const forAll = await budgets.spendForAll(kind);
  if (forAll.exhaustedUntil !== undefined) {
    await otp.change(uncounted);
    return overBudget(forAll);
  }
  return {
    at,
    async takeBack() {
      await otp.change(uncounted);
      await budgets.giveBack([forAddress, forAll]);
    },
  };
}

const COUNTING = { request: 'RequestOtp', entry: 'EnterOtp' } as const;
const UNCOUNTING = { request: 'TakeBackRequest', entry: 'TakeBackEntry' } as const;

function overBudget({ exhaustedUntil = 0 }: Spending): Problem {
  return refusedUntil('OTP_BUDGET_EXHAUSTED', exhaustedUntil);
}

function refusedBy(rejection: OtpRejection): Problem {
  if (!('until' in rejection)) return problem(rejection.code);
  return refusedUntil(rejection.code, rejection.until);
}
