/**
 * What this service knows of one request to move money: a payment by its paymentId. PURE.
 *
 *   COLLECTING ──confirmed──▶ HELD ──capture──▶ PAYING ──dues paid──▶ RETURNING ──▶ CLOSED
 *       │  └──(capture waits)──────────────────────▲                      ▲
 *       └──refused──▶ CLOSED (REFUSED)             HELD ──void, expiry────┘
 *
 * A cash-out or a QRIS payment, that another service sends, is only set aside here:
 *
 *   RESERVED ──paid out──▶ SETTLING (fees differ) ──▶ CLOSED (CAPTURED)
 *       └──failed──▶ CLOSED (RELEASED) ──late success──▶ LATE ──operator──▶ CLOSED
 *
 * Money that goes from one wallet to another in one transfer is MOVING; so is a refund. What a break needs
 * before it can be set right is CORRECTING.
 * Its transfers go one after another, each sent when the former is confirmed: `transfers` counts them
 * and makes their references.
 */
import type { Share } from '@angkutan/ledger';
import type { Rupiah } from '@angkutan/money';
import type { WaitingDue } from './wallet.ts';

/** How a captured amount is divided. `shares` add up to `amount`. */
export interface CaptureOrder {
  readonly amount: Rupiah;
  readonly shares: readonly Share[];
}

interface RequestHead {
  readonly requestId: string;
  readonly kind: string;
  /** The ride id or the like that it is for. */
  readonly reference: string;
  readonly payerId: string;
  /** The payer's walletId. */
  readonly payer: string;
  readonly transfers: number;
  /** The references under which KasPro knows this request's transfers. */
  readonly partnerReferences: readonly string[];
  /** The version of the rules in force when it came, by whose limits it was let in or refused; absent in rows of before. */
  readonly rulesVersion?: string;
}

export interface Collecting extends RequestHead {
  readonly status: 'COLLECTING';
  readonly collecting: Rupiah;
  readonly escrowed: Rupiah;
  /** Absent: the money is to be held. */
  readonly order?: CaptureOrder;
}

export interface Held extends RequestHead {
  readonly status: 'HELD';
  readonly escrowed: Rupiah;
  readonly expiresAt: Date;
}

export interface Paying extends RequestHead {
  readonly status: 'PAYING';
  readonly order: CaptureOrder;
  /** Still to be paid, the first one on its way. */
  readonly dues: readonly Share[];
  readonly rest: Rupiah;
}

export interface Returning extends RequestHead {
  readonly status: 'RETURNING';
  readonly rest: Rupiah;
  readonly outcome: 'CAPTURED' | 'RELEASED' | 'REJECTED';
}

export interface Closed extends RequestHead {
  readonly status: 'CLOSED';
  readonly outcome: 'CAPTURED' | 'RELEASED' | 'REFUSED' | 'REJECTED';
}

/** Set aside in the payer's wallet until the service that sends it has the provider's final word. */
export interface Reserved extends RequestHead {
  readonly status: 'RESERVED';
  readonly amount: Rupiah;
  /** What the customer was told that it costs, on top of `amount`. */
  readonly fee: Rupiah;
}

/** Paid out; what the customer's fee and KasPro's differ by is on its way. */
export interface Settling extends Omit<Reserved, 'status'> {
  readonly status: 'SETTLING';
  readonly serviceFee: Rupiah;
  readonly providerReference: string;
}

/** On its way in one transfer. */
export interface Moving extends RequestHead {
  readonly status: 'MOVING';
  readonly order: CaptureOrder;
}

/** KasPro did what it had refused: held again until an operator decides. */
export interface Late extends RequestHead {
  readonly status: 'LATE';
  readonly amount: Rupiah;
  /** Set aside of it; the rest is on its way from escrow, and a debt. */
  readonly reserved: Rupiah;
  /** The transfer of ours that it was, if it was one; else another service's. */
  readonly transfer?: LateTransfer;
  /** It was a due that was waiting to be paid; it lies in escrow, and nothing is reserved for it. */
  readonly due?: WaitingDue;
}
export interface LateTransfer {
  readonly reference: string;
  readonly requestId: string;
  readonly purpose: string;
  readonly to: string;
}

/** A break is set right once this has come to the customer's account, lent by escrow or given by corporate. */
export interface Correcting extends RequestHead {
  readonly status: 'CORRECTING';
  readonly breakId: string;
  readonly amount: Rupiah;
}

/** Between the company's own two accounts: what each book on escrow changes by when it is confirmed. */
export interface Sweeping extends RequestHead {
  readonly status: 'SWEEPING';
  readonly amounts: SweepAmounts;
}
export interface SweepAmounts {
  readonly commission: Rupiah;
  readonly promotion: Rupiah;
  readonly float: Rupiah;
  /** Absent in a sweep that was begun before there were any. */
  readonly losses?: Rupiah;
}

export type Request =
  | Collecting
  | Held
  | Paying
  | Returning
  | Closed
  | Reserved
  | Settling
  | Moving
  | Late
  | Correcting
  | Sweeping;

/** The fields common to every status: what survives a step. */
export const headOf = (request: Request): RequestHead => ({
  requestId: request.requestId,
  kind: request.kind,
  reference: request.reference,
  payerId: request.payerId,
  payer: request.payer,
  transfers: request.transfers,
  partnerReferences: request.partnerReferences,
  ...(request.rulesVersion !== undefined && { rulesVersion: request.rulesVersion }),
});

const RIDE_BORN: ReadonlySet<string> = new Set([
  'RIDE',
  'DELIVERY',
  'CASH_COMMISSION',
  'CANCELLATION',
]);

/** Born of a ride: never refused once the service was given, and one a ride for ever. */
export const isRideBorn = (kind: string): boolean => RIDE_BORN.has(kind);

/** The journal's unique reference of a capture: whatever pays for one ride competes for one of them. */
export const captureReference = (
  request: Pick<Request, 'kind' | 'reference' | 'requestId'>,
): string =>
  isRideBorn(request.kind) ? `FARE/${request.reference}` : `${request.requestId}/capture`;
