import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** A callback older or newer than this by its own timestamp is refused, so that it cannot be replayed later. */
export const SIGNATURE_WINDOW_MS = 5 * 60_000;

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

export interface Signable {
  readonly method: string;
  /** The path with its query, as it stands in the request line. */
  readonly path: string;
  /** The raw bytes; never a body that was parsed and written again. */
  readonly body: string | Uint8Array;
  /** RFC 3339, as in `X-Timestamp`. */
  readonly timestamp: string;
}

/** base64 HMAC-SHA256 over `METHOD:PATH:sha256hex(body):TIMESTAMP`, for `X-Signature`. */
export function signRequest(secret: string, request: Signable): string {
  const digest = hash('sha256', request.body, 'hex');
  return createHmac('sha256', secret)
    .update(`${request.method}:${request.path}:${digest}:${request.timestamp}`)
    .digest('base64');
}

export type SignatureCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'BAD_TIMESTAMP' | 'OUTSIDE_WINDOW' | 'BAD_SIGNATURE' };

export interface SignedRequest extends Signable {
  readonly signature: string;
}

/** Checks a signature in constant time and its timestamp against `now`. Missing headers arrive as ''. */
export function verifySignature(secret: string, request: SignedRequest, now: Date): SignatureCheck {
  const sentAt = RFC_3339.test(request.timestamp) ? Date.parse(request.timestamp) : Number.NaN;
  if (Number.isNaN(sentAt)) return { ok: false, reason: 'BAD_TIMESTAMP' };
  if (Math.abs(now.getTime() - sentAt) > SIGNATURE_WINDOW_MS) {
    return { ok: false, reason: 'OUTSIDE_WINDOW' };
  }
  // The texts are compared, not the bytes they decode to: base64 has several spellings of the same bytes.
  const expected = Buffer.from(signRequest(secret, request));
  const given = Buffer.from(request.signature);
  const equal = expected.length === given.length && timingSafeEqual(expected, given);
  return equal ? { ok: true } : { ok: false, reason: 'BAD_SIGNATURE' };
}
