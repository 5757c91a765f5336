// Generated from schemas/**/*.avsc by src/generate.ts; edit those.

/** One share of a payment. */
export interface Split {
  /** Who gets it: a wallet of a person, or platform:commission, platform:promotion. */
  readonly walletId: string;
  /** The share in whole rupiah; negative for what a promotion adds. */
  readonly amount: bigint;
  /** DRIVER_SHARE, TOLLS, GOODS, COMMISSION, PROMOTION, CANCELLATION_FEE or another named reason. */
  readonly purpose: string;
}

/** The wallet is asked to take a payment now, or to hold it for a later capture. */
export interface PaymentRequested {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The payment; the key of the stream. */
  readonly paymentId: string;
  /** RIDE, DELIVERY, CASH_COMMISSION, CANCELLATION, TIP, P2P, QRIS or REFUND. */
  readonly kind: string;
  /** What the payment is for: the ride id, cash-out id or the like. */
  readonly reference: string;
  /** customerId of the payer. */
  readonly payerId: string;
  /** What the payer pays, in whole rupiah. */
  readonly amount: bigint;
  /** Who gets what; the amounts sum to amount. Empty while a later capture has not yet named them. */
  readonly splits: readonly Split[];
  /** NOW or LATER; with LATER the amount is held and the splits are still empty. */
  readonly capture: string;
}

/** The wallet is asked to take a held payment. */
export interface PaymentCaptureRequested {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The payment; the key of the stream. */
  readonly paymentId: string;
  /** What the payment is for: the ride id, cash-out id or the like. */
  readonly reference: string;
  /** What is taken, in whole rupiah; the rest of the hold goes back. */
  readonly amount: bigint;
  /** Who gets what; the amounts sum to amount. */
  readonly splits: readonly Split[];
}

/** The wallet is asked to let a hold go. */
export interface PaymentVoidRequested {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The payment; the key of the stream. */
  readonly paymentId: string;
  /** What the payment is for: the ride id, cash-out id or the like. */
  readonly reference: string;
  /** Why, by name: RIDE_CANCELLED, PAID_IN_CASH or another name. */
  readonly reason: string;
}

/** The money of a payment is set aside. */
export interface PaymentHeld {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The payment; the key of the stream. */
  readonly paymentId: string;
  /** RIDE, DELIVERY, CASH_COMMISSION, CANCELLATION, TIP, P2P, QRIS or REFUND. */
  readonly kind: string;
  /** What the payment is for: the ride id, cash-out id or the like. */
  readonly reference: string;
  /** customerId of the payer. */
  readonly payerId: string;
  /** What the payer pays, in whole rupiah. */
  readonly amount: bigint;
  /** Who gets what; the amounts sum to amount. Empty while a later capture has not yet named them. */
  readonly splits: readonly Split[];
}

/** A payment is final: everyone is paid. */
export interface PaymentSettled {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The payment; the key of the stream. */
  readonly paymentId: string;
  /** RIDE, DELIVERY, CASH_COMMISSION, CANCELLATION, TIP, P2P, QRIS or REFUND. */
  readonly kind: string;
  /** What the payment is for: the ride id, cash-out id or the like. */
  readonly reference: string;
  /** customerId of the payer. */
  readonly payerId: string;
  /** What the payer pays, in whole rupiah. */
  readonly amount: bigint;
  /** Who gets what; the amounts sum to amount. Empty while a later capture has not yet named them. */
  readonly splits: readonly Split[];
  /** The first KasPro transfer's reference; empty where no KasPro transfer was needed. */
  readonly providerReference: string;
  /** When it became final, in milliseconds since 1970-01-01 UTC. */
  readonly settledAt: number;
  /** KasPro's own fee, in whole rupiah; taken from the payer's account together with amount. */
  readonly serviceFee: bigint;
}

/** The payees are paid; the payer still owes a part. */
export interface PaymentOutstanding {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The payment; the key of the stream. */
  readonly paymentId: string;
  /** RIDE, DELIVERY, CASH_COMMISSION, CANCELLATION, TIP, P2P, QRIS or REFUND. */
  readonly kind: string;
  /** What the payment is for: the ride id, cash-out id or the like. */
  readonly reference: string;
  /** customerId of the payer. */
  readonly payerId: string;
  /** What the payer pays, in whole rupiah. */
  readonly amount: bigint;
  /** Who gets what; the amounts sum to amount. Empty while a later capture has not yet named them. */
  readonly splits: readonly Split[];
  /** What the payer owes, in whole rupiah. */
  readonly outstanding: bigint;
}

/** A payment ended with nothing taken; what was held is available again. */
export interface PaymentVoided {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The payment; the key of the stream. */
  readonly paymentId: string;
  /** RIDE, DELIVERY, CASH_COMMISSION, CANCELLATION, TIP, P2P, QRIS or REFUND. */
  readonly kind: string;
  /** What the payment is for: the ride id, cash-out id or the like. */
  readonly reference: string;
  /** customerId of the payer. */
  readonly payerId: string;
  /** What the payer pays, in whole rupiah. */
  readonly amount: bigint;
  /** Who gets what; the amounts sum to amount. Empty while a later capture has not yet named them. */
  readonly splits: readonly Split[];
}

/** A payment ended with nothing taken, because it was refused. */
export interface PaymentFailed {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The payment; the key of the stream. */
  readonly paymentId: string;
  /** RIDE, DELIVERY, CASH_COMMISSION, CANCELLATION, TIP, P2P, QRIS or REFUND. */
  readonly kind: string;
  /** What the payment is for: the ride id, cash-out id or the like. */
  readonly reference: string;
  /** customerId of the payer. */
  readonly payerId: string;
  /** What the payer pays, in whole rupiah. */
  readonly amount: bigint;
  /** Who gets what; the amounts sum to amount. Empty while a later capture has not yet named them. */
  readonly splits: readonly Split[];
  /** Why, by name. */
  readonly reason: string;
  /** Why, in a sentence for operators; never personal data. */
  readonly detail: string;
}
