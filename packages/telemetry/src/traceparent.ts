import { randomBytes } from 'node:crypto';

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const SAMPLED = 1;
/** Drawing random bytes costs the same for 8 and for a page of them. */
const POOL_BYTES = 4_096;

let ratio = 1;
let pool = Buffer.alloc(0);
let used = 0;

/** Of the traces that begin here, this share is recorded (0 to 1); those that come from elsewhere say it themselves. */
export function sampleNewTraces(share: number): void {
  ratio = share;
}

/** A new W3C trace context, `00-<trace id>-<span id>-<flags>`. */
export function newTraceparent(): string {
  const flags = Math.random() < ratio ? '01' : '00';
  return `00-${randomHex(16)}-${randomHex(8)}-${flags}`;
}

/** The same trace with a new span; what is no valid trace context starts a new trace. */
export function childOf(traceparent: string | undefined): string {
  if (!isTraceparent(traceparent)) return newTraceparent();
  return `${traceparent.slice(0, 36)}${randomHex(8)}${traceparent.slice(52)}`;
}

/** The 32 hexadecimal digits that name the trace; empty when `traceparent` is not valid. */
export function traceIdOf(traceparent: string): string {
  return TRACEPARENT.exec(traceparent)?.[1] ?? '';
}

/** The 16 hexadecimal digits that name the span, of a valid trace context. */
export const spanIdOf = (traceparent: string): string => traceparent.slice(36, 52);

/** Whether the trace is to be recorded: whoever began it decided that for all. */
export const isSampled = (traceparent: string): boolean =>
  (Number.parseInt(traceparent.slice(53), 16) & SAMPLED) === SAMPLED;

/** Whether it is a version 00 trace context with ids that are not all zeroes. */
export function isTraceparent(value: string | undefined): value is string {
  return value !== undefined && TRACEPARENT.test(value);
}

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
