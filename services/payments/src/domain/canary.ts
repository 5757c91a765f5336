/**
 * An event that is sent only to be heard of again: through the outbox, Kafka and the wallet, as a payment's events go.
 * How long it takes is what people would wait for a payment beside KasPro's own time. PURE.
 */

/** One is sent this often; the recording rules of Prometheus count on it. */
export const CANARY_EVERY_MS = 10_000;
/** Later than this is as bad as never. */
export const CANARY_LIMIT_MS = 5_000;
/** How long the objective looks back: 30 days. */
export const CANARY_KEPT_MS = 30 * 86_400_000;
/** Of those that are due, so many must be heard of in time; the rest is the budget. */
export const CANARY_OBJECTIVE = 0.999;

export interface Canary {
  readonly _id: string;
  readonly sentAt: Date;
  readonly tookMs: number;
}

/** What the store knows of the last 30 days. */
export interface Heard {
  readonly first: Date;
  readonly last: Canary;
  readonly count: number;
  readonly late: number;
}

export interface CanaryHealth {
  /** When the last that was heard of was sent, and how long it took. */
  readonly sentAt: Date;
  readonly tookMs: number;
  /** Since the first that is known, one each time it was due; also while nobody was there to send it. */
  readonly due: number;
  readonly good: number;
  readonly objective: number;
}

/** The id of the canary of this moment: whoever sends it, it is one. */
export const canaryIdAt = (now: Date): string =>
  `canary-${Math.floor(now.getTime() / CANARY_EVERY_MS)}`;

/** Two instances' clocks may differ: nothing takes less than no time. */
export const heardOf = (canaryId: string, sentAt: number, now: Date): Canary => ({
  _id: canaryId,
  sentAt: new Date(sentAt),
  tookMs: Math.max(0, now.getTime() - sentAt),
});

/** One that may still come in time is not due yet. */
export function healthOf({ first, last, count, late }: Heard, now: Date): CanaryHealth {
  const watchedMs = now.getTime() - CANARY_LIMIT_MS - first.getTime();
  const due = Math.max(1, Math.floor(watchedMs / CANARY_EVERY_MS) + 1);
  const good = Math.min(count - late, due);
  return { sentAt: last.sentAt, tookMs: last.tookMs, due, good, objective: CANARY_OBJECTIVE };
}
