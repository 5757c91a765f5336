// Generated from schemas/**/*.avsc by src/generate.ts; edit those.

/** What the platform keeps of a fare, in basis points. */
export interface CommissionRate {
  /** In basis points. */
  readonly platform: number;
  /** The support fee that the law lets the platform add, in basis points. */
  readonly support: number;
}

/** What the platform keeps of a fare, by service. */
export interface Commission {
  /** Of a ride by bike. */
  readonly BIKE: CommissionRate;
  /** Of a ride by car. */
  readonly CAR: CommissionRate;
  /** Of a delivery. */
  readonly DELIVERY: CommissionRate;
}

/** Which tips are taken. */
export interface TipRules {
  /** The highest tip, in whole rupiah. */
  readonly max: bigint;
  /** How long after the ride's end, in hours. */
  readonly withinHours: number;
}

/** The merchant's own cost by its criterion, in basis points; never added for the payer. */
export interface MerchantDiscountRates {
  /** In basis points. */
  readonly UMI: number;
  /** In basis points. */
  readonly UKE: number;
  /** In basis points. */
  readonly UME: number;
  /** In basis points. */
  readonly UBE: number;
  /** In basis points. */
  readonly URE: number;
  /** In basis points. */
  readonly PSO: number;
  /** In basis points. */
  readonly BLU: number;
}

/** What a payment by QRIS may be. */
export interface QrisRules {
  /** The highest payment, tip included, in whole rupiah. */
  readonly max: bigint;
  /** For information. */
  readonly mdr: MerchantDiscountRates;
}

/** What a channel of cash-outs takes and costs. */
export interface CashOutChannel {
  /** What the customer pays on top of the amount, in whole rupiah. */
  readonly fee: bigint;
  /** In whole rupiah. */
  readonly minimum: bigint;
  /** In whole rupiah. */
  readonly maximum: bigint;
  /** Only whole multiples of this are paid out, in whole rupiah. */
  readonly multipleOf: bigint;
}

/** What cash-outs take and cost, by channel. */
export interface CashOutRules {
  /** To a bank account. */
  readonly BANK: CashOutChannel;
  /** As cash at a store. */
  readonly MODERN_TRADE: CashOutChannel;
}

/** What a tier allows a person. */
export interface TierLimits {
  /** What the person's account may hold, in whole rupiah. */
  readonly balanceMax: bigint;
  /** What may come in in a calendar month of Asia/Jakarta, in whole rupiah. */
  readonly monthlyIncomingMax: bigint;
  /** Whether money may be sent to other people. */
  readonly mayTransfer: boolean;
  /** Whether money may leave. */
  readonly mayCashOut: boolean;
}

/** What each tier allows. */
export interface Tiers {
  /** Registered. */
  readonly BASIC: TierLimits;
  /** Identity proven. */
  readonly PREMIUM: TierLimits;
}

/** At a bank. */
export interface TopUpAtBank {
  /** Paid outside, in whole rupiah; never part of what is credited. */
  readonly adminFee: bigint;
}

/** At a store. */
export interface TopUpAtStore {
  /** Paid outside, in whole rupiah; never part of what is credited. */
  readonly adminFee: bigint;
  /** In whole rupiah. */
  readonly amountMin: bigint;
  /** In whole rupiah. */
  readonly amountMax: bigint;
}

/** What topping up costs outside, by channel. */
export interface TopUpRules {
  /** By virtual account. */
  readonly VIRTUAL_ACCOUNT: TopUpAtBank;
  /** At a store. */
  readonly MODERN_TRADE: TopUpAtStore;
}

/** A version of the rules was added; it is in force from validFrom until the next one starts. It never changes. */
export interface RulesVersionAdded {
  /** Unique for ever; equals the header ce_id. A consumer that sees it twice does nothing the second time. */
  readonly eventId: string;
  /** When it happened, in milliseconds since 1970-01-01 UTC. */
  readonly occurredAt: number;
  /** Its name, which every decision by it keeps; the key of the stream. */
  readonly version: string;
  /** From when it counts, in milliseconds since 1970-01-01 UTC. */
  readonly validFrom: number;
  /** By service. */
  readonly commission: Commission;
  /** Which tips are taken. */
  readonly tip: TipRules;
  /** What a payment by QRIS may be. */
  readonly qris: QrisRules;
  /** By channel. */
  readonly cashOut: CashOutRules;
  /** By tier. */
  readonly tiers: Tiers;
  /** By channel. */
  readonly topUp: TopUpRules;
}
