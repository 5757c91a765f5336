// Generated from schemas/**/*.avsc by src/generate.ts; edit those.

/** The wallet is asked to set aside a cash-out and its fee. */
export interface CashOutRequested {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The cash-out; the key of the stream. */
  readonly cashOutId: string;
  /** The customer whose money leaves. */
  readonly customerId: string;
  /** BANK or MODERN_TRADE. */
  readonly channel: string;
  /** What the bank account or store pays out, in whole rupiah. */
  readonly amount: bigint;
  /** The fee quoted to the customer, in whole rupiah; paid on top of amount. */
  readonly fee: bigint;
  /** Which of the customer's wallets pays: USER, DRIVER or MERCHANT. */
  readonly role: string;
}

/** KasPro has taken the cash-out in; its end comes later. */
export interface CashOutSubmitted {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The cash-out; the key of the stream. */
  readonly cashOutId: string;
  /** KasPro's own reference of the transaction. */
  readonly providerReference: string;
}

/** A cash-out is final: the money has left. */
export interface CashOutSettled {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The cash-out; the key of the stream. */
  readonly cashOutId: string;
  /** The customer whose money leaves. */
  readonly customerId: string;
  /** What the bank account or store pays out, in whole rupiah. */
  readonly amount: bigint;
  /** The fee quoted to the customer, in whole rupiah; paid on top of amount. */
  readonly fee: bigint;
  /** KasPro's own reference of the transaction. */
  readonly providerReference: string;
  /** KasPro's own fee, in whole rupiah; taken from the payer's account together with amount. */
  readonly serviceFee: bigint;
}

/** A cash-out ended with nothing paid out; what was held is available again. */
export interface CashOutFailed {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The cash-out; the key of the stream. */
  readonly cashOutId: string;
  /** The customer whose money leaves. */
  readonly customerId: string;
  /** What the bank account or store pays out, in whole rupiah. */
  readonly amount: bigint;
  /** Why, by name. */
  readonly reason: string;
  /** Why, in a sentence for operators; never personal data. */
  readonly detail: string;
}

/** KasPro reports success for what had already ended as failed. */
export interface LateSuccessReported {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The cashOutId or paymentId; the key of the stream. */
  readonly requestId: string;
  /** What left after all, in whole rupiah. */
  readonly amount: bigint;
}
