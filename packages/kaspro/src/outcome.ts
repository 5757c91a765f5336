import type { Rupiah } from '@angkutan/money';

/** Why nobody knows what KasPro did. Closed, and free of anything that KasPro wrote. */
export type UnknownCause =
  | 'TIMEOUT' // no whole answer within the call's own limit
  | 'UNREACHABLE' // no connection could be made, so no byte of this call left
  | 'CONNECTION_LOST' // reset, or half an answer
  | 'BODY_TOO_LARGE'
  | 'HTTP_STATUS' // 5xx, a redirect, a 2xx other than 200, a 4xx that says no code
  | 'UNREADABLE_BODY' // not JSON
  | 'WRONG_SHAPE' // JSON, but a field is missing or is no whole rupiah
  | 'UNKNOWN_CODE'
  | 'DUPLICATE_REFERENCE' // 130001: says nothing about the first send
  | 'ENQUIRY_REFUSED' // a refused status call says nothing about the transfer
  | 'ENQUIRY_OFF'; // this KasPro is configured to have no status enquiry

export type NotDoneReason = 'maintenance' | 'breaker-open' | 'bulkhead-full';

/** What KasPro says of a transfer that it has taken on but not finished; each field as far as it said so. */
export interface InProcess {
  readonly account?: string | undefined;
  readonly amount?: Rupiah | undefined;
  readonly price?: Rupiah | undefined;
  readonly serviceFee?: Rupiah | undefined;
  /** For cash at modern trade: the code to show at the till, and until when. */
  readonly withdrawalCode?: string | undefined;
  readonly expiresAt?: string | undefined;
}

/**
 * What is known after a call to KasPro.
 * - `ok`: KasPro did it (code 0, every field readable).
 * - `in-process`: KasPro has taken it on (code 1); the outcome comes later.
 * - `refused`: KasPro surely did not do it; `code` is one of the listed codes.
 * - `not-done`: surely not done, nothing wrong with the call; the same reference may go again after `retryAfterMs`.
 * - `unknown`: it may or may not have been done: enquire before anything is sent again.
 */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly data: T }
  | { readonly kind: 'in-process'; readonly providerReference: string; readonly data: InProcess }
  | { readonly kind: 'refused'; readonly code: number; readonly message: string }
  | {
      readonly kind: 'not-done';
      readonly reason: NotDoneReason;
      readonly retryAfterMs: number;
    }
  | { readonly kind: 'unknown'; readonly cause: UnknownCause; readonly detail?: string };

/** `detail` is for the operator: an HTTP status or a code, never text from the answer. */
export function unknown(cause: UnknownCause, detail?: string): Outcome<never> {
  return detail === undefined ? { kind: 'unknown', cause } : { kind: 'unknown', cause, detail };
}

export function notDone(reason: NotDoneReason, retryAfterMs: number): Outcome<never> {
  return { kind: 'not-done', reason, retryAfterMs };
}
