/**
 * What this service knows of one request to move money: a payment by its paymentId. PURE.
 *
 *   COLLECTING ──confirmed──▶ HELD ──capture──▶ PAYING ──dues paid──▶ RETURNING ──▶ CLOSED
 *       │  └──(capture waits)──────────────────────▲                      ▲
 *       └──refused──▶ CLOSED (REFUSED)             HELD ──void, expiry────┘
 *
 * Its transfers go one after another, each sent when the former is confirmed: `transfers` counts them
 * and makes their references.
 */
import type { Share } from '@angkutan/ledger';
import type { Rupiah } from '@angkutan/money';

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

export type Request = Collecting | Held | Paying | Returning | Closed;

/** The fields common to every status: what survives a step. */
export const headOf = (request: Request): RequestHead => ({
  requestId: request.requestId,
  kind: request.kind,
  reference: request.reference,
  payerId: request.payerId,
  payer: request.payer,
  transfers: request.transfers,
  partnerReferences: request.partnerReferences,
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
