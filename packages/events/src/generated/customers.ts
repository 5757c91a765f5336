// Generated from schemas/**/*.avsc by src/generate.ts; edit those.

/** A person has become a customer in a role. */
export interface CustomerRegistered {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The customer; the key of the stream. */
  readonly customerId: string;
  /** USER, DRIVER or MERCHANT. */
  readonly role: string;
  /** BASIC or PREMIUM. */
  readonly tier: string;
  /** HMAC-SHA256 of the E.164 number under LOOKUP_KEY, base64url; never the number itself. */
  readonly phoneHash: string;
  /** The KasPro account, sealed with AES-256-GCM under EVENT_SEALING_KEY for the wallet service alone. */
  readonly sealedAccount: Buffer;
}

/** The tier of a customer has changed. */
export interface CustomerUpgraded {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The customer; the key of the stream. */
  readonly customerId: string;
  /** The new tier: PREMIUM, or BASIC. */
  readonly tier: string;
}
