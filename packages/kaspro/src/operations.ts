/** Operations of one class share a breaker, a bulkhead and a time limit. Sends and enquiries never do. */
export type OperationClass = 'otp' | 'registration' | 'ekyc' | 'transfer' | 'payout' | 'enquiry';

export interface ClassLimits {
  /** The whole call, from the first byte out to the last byte in. */
  readonly timeoutMs: number;
  /** Calls under way at once. */
  readonly concurrency: number;
}

/** Named limits per class; `createKasPro` takes others. */
export const CLASS_LIMITS: Readonly<Record<OperationClass, ClassLimits>> = {
  otp: { timeoutMs: 5_000, concurrency: 32 },
  registration: { timeoutMs: 5_000, concurrency: 32 },
  ekyc: { timeoutMs: 20_000, concurrency: 8 },
  transfer: { timeoutMs: 5_000, concurrency: 256 },
  payout: { timeoutMs: 5_000, concurrency: 64 },
  enquiry: { timeoutMs: 5_000, concurrency: 64 },
};

export interface BreakerSettings {
  /** Fewer calls than this within the window never open a breaker. */
  readonly volumeThreshold: number;
  readonly errorThresholdPercentage: number;
  /** How long a breaker stays open before it sends its probe. */
  readonly resetMs: number;
  readonly windowMs: number;
}

export const BREAKER_SETTINGS: BreakerSettings = {
  volumeThreshold: 20,
  errorThresholdPercentage: 50,
  resetMs: 5_000,
  windowMs: 10_000,
};

/** opossum's own clock runs this much longer than ours, so that ours always speaks first. */
export const BREAKER_GRACE_MS = 500;

/** When KasPro says maintenance, the same reference goes again no sooner than this. */
export const MAINTENANCE_RETRY_MS = 5_000;

/** When every place of a class is taken, one is free about this much later. */
export const BULKHEAD_RETRY_MS = 100;

/** An answer larger than this is not read on. */
export const ANSWER_MAX_BYTES = 1024 * 1024;

/** A statement may be long: a busy day of the escrow account. */
export const STATEMENT_MAX_BYTES = 256 * 1024 * 1024;
