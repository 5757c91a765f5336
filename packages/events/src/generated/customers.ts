// Generated from schemas/**/*.avsc by src/generate.ts; edit those.

/** A person who is registered in no role yet has proven a mobile number by a one-time password. Nothing is agreed to yet: the number itself, not even hashed, is not told. */
export interface MobileNumberVerified {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The id that the person has as a customer after registering; the key of the stream. The same for each proof of a number within three days. */
  readonly customerId: string;
}

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

/** A customer has sent photos for the proof of identity; until the next event of the proof it is pending. Again when the customer sends others because nobody answered. */
export interface KycSubmitted {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The customer; the key of the stream. */
  readonly customerId: string;
  /** This upload; unique for ever. */
  readonly attemptId: string;
}

/** Photos proved nothing; the customer stays BASIC and may send others. */
export interface KycReturned {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The customer; the key of the stream. */
  readonly customerId: string;
  /** EKYC_MISMATCH, EKYC_PHOTO_UNREADABLE, EKYC_REFUSED, EKYC_NIK_INVALID, EKYC_NIK_TAKEN, or PROVIDER_UNAVAILABLE when the provider surely never got them. */
  readonly reason: string;
}

/** A proof of identity waits for the decision of a person. */
export interface KycReviewOpened {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The customer; the key of the stream. */
  readonly customerId: string;
  /** NAME_DIFFERS, BIRTH_DATE_DIFFERS, or PROVIDER_UNKNOWN when nobody knows what the provider made of the photos. */
  readonly reasons: readonly string[];
}

/** A person has rejected a proof of identity for good; the customer stays BASIC. */
export interface KycRejected {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The customer; the key of the stream. */
  readonly customerId: string;
  /** Why it was in review, as KycReviewOpened said. What the person wrote is not told. */
  readonly reasons: readonly string[];
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

/** The data of a customer who asked for erasure are destroyed. Whoever keeps the sealed account, or the hash of the phone number, destroys them too; the id stays, for the ledger has it. */
export interface CustomerErased {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The customer; the key of the stream. */
  readonly customerId: string;
}
