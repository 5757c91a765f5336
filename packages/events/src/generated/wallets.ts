// Generated from schemas/**/*.avsc by src/generate.ts; edit those.

/** A wallet exists and can hold money. */
export interface WalletOpened {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The wallet; opaque, one per customer and role. */
  readonly walletId: string;
  /** The customer whose wallet it is; the key of the stream. */
  readonly customerId: string;
  /** SUBSCRIBER or MERCHANT. */
  readonly kind: string;
  /** USER, DRIVER or MERCHANT. */
  readonly role: string;
}

/** Money came in from outside. */
export interface TopUpReceived {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The wallet; opaque, one per customer and role. */
  readonly walletId: string;
  /** The customer whose wallet it is; the key of the stream. */
  readonly customerId: string;
  /** What KasPro credited, in whole rupiah; fees paid outside are not in it. */
  readonly amount: bigint;
  /** VIRTUAL_ACCOUNT or MODERN_TRADE. */
  readonly channel: string;
  /** KasPro's own reference of the transaction. */
  readonly providerReference: string;
}

/** The store took a top-up back. */
export interface TopUpReversed {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The wallet; opaque, one per customer and role. */
  readonly walletId: string;
  /** The customer whose wallet it is; the key of the stream. */
  readonly customerId: string;
  /** What was taken back, in whole rupiah. */
  readonly amount: bigint;
  /** KasPro's reference of the reversal. */
  readonly providerReference: string;
  /** The part that the wallet lacked and now owes, in whole rupiah. */
  readonly debt: bigint;
  /** The part that was taken from what waited in suspense, in whole rupiah. */
  readonly suspense: bigint;
}

/** Money that arrived is more than a limit allows, or is for a wallet that is not there: it waits on the customer's own account. */
export interface FundsSuspended {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The wallet; opaque, one per customer and role. */
  readonly walletId: string;
  /** The customer whose wallet it is; the key of the stream. */
  readonly customerId: string;
  /** What waits, in whole rupiah. */
  readonly amount: bigint;
  /** BALANCE_LIMIT, MONTHLY_LIMIT, or ROLE_UNKNOWN. */
  readonly reason: string;
  /** KasPro's reference of the top-up. */
  readonly providerReference: string;
}

/** Money that waited has become the wallet's: there is room again, or an operator found out whose it is. */
export interface SuspenseReleased {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The wallet; opaque, one per customer and role. */
  readonly walletId: string;
  /** The customer whose wallet it is; the key of the stream. */
  readonly customerId: string;
  /** What became available, in whole rupiah; debts are collected from it first. */
  readonly amount: bigint;
  /** What still waits where this came from, in whole rupiah. */
  readonly remaining: bigint;
  /** KasPro's reference of the top-up. */
  readonly providerReference: string;
}

/** Money that waited was given back to its sender. */
export interface SuspenseReturned {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The wallet; opaque, one per customer and role. */
  readonly walletId: string;
  /** The customer whose wallet it is; the key of the stream. */
  readonly customerId: string;
  /** What was given back, in whole rupiah. */
  readonly amount: bigint;
  /** KasPro's reference of the top-up. */
  readonly providerReference: string;
  /** The reference under which the bank or KasPro gave it back. */
  readonly outsideReference: string;
}

/** The money of a request is set aside, confirmed by KasPro where money had to move. */
export interface FundsHeld {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The paymentId or cashOutId that asked for it. */
  readonly requestId: string;
  /** The hold. */
  readonly holdId: string;
  /** customerId of the payer; the key of the stream. */
  readonly customerId: string;
  /** What is held, in whole rupiah; 0 holds nothing and is still a hold. */
  readonly amount: bigint;
  /** Our references of the transfers sent to KasPro for it, in the order sent; empty where no KasPro transfer was needed. */
  readonly partnerReferences: readonly string[];
}

/** The money of a request is not set aside; nothing has moved. */
export interface FundsRefused {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The paymentId or cashOutId that asked for it. */
  readonly requestId: string;
  /** customerId of the payer; the key of the stream. */
  readonly customerId: string;
  /** What was asked for, in whole rupiah. */
  readonly amount: bigint;
  /** INSUFFICIENT_FUNDS, DEBT_OUTSTANDING, WALLET_BLOCKED, PROVIDER_REFUSED or another name. */
  readonly reason: string;
}

/** Held money, or the rest of it, is available again. */
export interface FundsReleased {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The paymentId or cashOutId that asked for it. */
  readonly requestId: string;
  /** The hold. */
  readonly holdId: string;
  /** customerId of the payer; the key of the stream. */
  readonly customerId: string;
  /** What was released, in whole rupiah. */
  readonly amount: bigint;
}

/** One leg of a posting. */
export interface Leg {
  /** The wallet or platform account whose balance changed. */
  readonly walletId: string;
  /** The change in whole rupiah; negative where money left. */
  readonly amount: bigint;
}

/** Everything a request was to move is posted; every due is paid or waits for its payee. */
export interface TransferPosted {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The paymentId or cashOutId that asked for it. */
  readonly requestId: string;
  /** The posting in the ledger. */
  readonly transferId: string;
  /** What changed where; the amounts sum to 0. */
  readonly legs: readonly Leg[];
  /** The part that the payer lacked and now owes, in whole rupiah; the payees are paid all the same. */
  readonly outstanding: bigint;
  /** Our references of the transfers sent to KasPro for it, in the order sent; empty where no KasPro transfer was needed. */
  readonly partnerReferences: readonly string[];
}

/** A request that may be refused was refused; nothing has moved. */
export interface TransferRejected {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The paymentId or cashOutId that asked for it. */
  readonly requestId: string;
  /** INSUFFICIENT_FUNDS, LIMIT_EXCEEDED, PROVIDER_REFUSED or another name. */
  readonly reason: string;
}

/** A debt, or part of it, was paid from incoming money. */
export interface DebtCollected {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The paymentId whose payment left the debt. */
  readonly requestId: string;
  /** customerId of the debtor; the key of the stream. */
  readonly customerId: string;
  /** What was collected now, in whole rupiah. */
  readonly amount: bigint;
  /** What is still owed for this request, in whole rupiah; 0 settles it. */
  readonly remaining: bigint;
}

/** The company gave up a debt, or part of it: the customer no longer owes it, and nobody paid it. */
export interface DebtWrittenOff {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The paymentId whose payment left the debt. */
  readonly requestId: string;
  /** customerId of the debtor; the key of the stream. */
  readonly customerId: string;
  /** What was given up now, in whole rupiah. */
  readonly amount: bigint;
  /** What is still owed for this request, in whole rupiah; 0 settles it. */
  readonly remaining: bigint;
}

/** Two operators set a wallet right where it differed from KasPro. */
export interface WalletCorrected {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** The wallet; opaque, one per customer and role. */
  readonly walletId: string;
  /** The customer whose wallet it is; the key of the stream. */
  readonly customerId: string;
  /** What the customer's money changed by, in whole rupiah; negative is money that KasPro had taken. */
  readonly amount: bigint;
  /** What of it the customer did not have and owes now, in whole rupiah. */
  readonly debt: bigint;
  /** The break that was resolved. */
  readonly correctionId: string;
}

/** A driver's deposit fell below what cash jobs need. */
export interface DriverDepositLow {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** customerId of the driver; the key of the stream. */
  readonly customerId: string;
  /** What is available in the deposit, in whole rupiah. */
  readonly available: bigint;
  /** The least that cash jobs of this service need, in whole rupiah. */
  readonly threshold: bigint;
  /** BIKE, CAR or DELIVERY. */
  readonly service: string;
}
