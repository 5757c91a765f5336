import type { Rules } from '@angkutan/rules';
import type { RefusalCode } from './codes.ts';

/**
 * What the ride platform tells, as it came: whole rupiah that nobody has checked yet,
 * closed lists that may hold anything. The guards of `refusals.ts` stand between these and money.
 */
interface RideFact {
  readonly rideId: string;
  readonly riderId: string;
  readonly occurredAt: Date;
}

export interface Booked extends RideFact {
  readonly service: string;
  readonly paymentMethod: string;
  readonly estimatedFare: bigint;
  readonly promoDiscount: bigint;
  readonly goodsAmount: bigint;
  readonly merchantId: string | null;
}

export interface Completed extends RideFact {
  readonly driverId: string;
  readonly service: string;
  readonly paymentMethod: string;
  readonly fare: bigint;
  readonly tolls: bigint;
  readonly promoDiscount: bigint;
  readonly goodsAmount: bigint;
  readonly merchantId: string | null;
}

export interface Cancelled extends RideFact {
  readonly driverId: string | null;
  readonly cancellationFee: bigint;
}

export type Role = 'USER' | 'DRIVER' | 'MERCHANT';

/** What a decision needs beside the fact and the state: the wallets known here, and the table of rules. */
export interface Knowledge {
  /** The versions that were added, in the order of their starts. */
  readonly rules: readonly Rules[];
  /** The walletId of a customer in a role; undefined until `WalletOpened` has told it. */
  readonly walletOf: (customerId: string, role: Role) => string | undefined;
}

/** A refusal is final; a customer not known yet may become known, for a first ride may overtake the registration. */
export interface Rejection {
  readonly code: RefusalCode | 'CUSTOMER_UNKNOWN';
  readonly detail: string;
}

export type Decision<E> =
  | { readonly accepted: true; readonly events: readonly E[] }
  | { readonly accepted: false; readonly rejection: Rejection };

export const accepted = <E>(events: readonly E[]): Decision<E> => ({ accepted: true, events });

export const rejected = (code: Rejection['code'], detail: string): Decision<never> => ({
  accepted: false,
  rejection: { code, detail },
});
