// Generated from schemas/**/*.avsc by src/generate.ts; edit those.

/** Payments measures the way that its events go: whoever takes part answers. It is about nobody and moves no money. */
export interface CanarySent {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The canary; the key of the stream, another one each time. */
  readonly canaryId: string;
}

/** The wallet has taken in a canary as it takes in a payment. It is about nobody and moves no money. */
export interface CanaryAnswered {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The canary; the key of the stream, another one each time. */
  readonly canaryId: string;
  /** When the canary was sent, in milliseconds since 1970-01-01 UTC, by the clock of payments. */
  readonly sentAt: number;
}
