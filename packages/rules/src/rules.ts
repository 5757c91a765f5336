/**
 * What changes by decree, by the date from which it counts. PURE.
 * Amounts are whole rupiah; rates are basis points of 0 to 10,000.
 */
export const SERVICES = ['BIKE', 'CAR', 'DELIVERY'] as const;
export type Service = (typeof SERVICES)[number];
export const CHANNELS = ['BANK', 'MODERN_TRADE'] as const;
export type Channel = (typeof CHANNELS)[number];
/** What QRIS calls the kinds of merchants. */
type Criterion = 'UMI' | 'UKE' | 'UME' | 'UBE' | 'URE' | 'PSO' | 'BLU';

/** What the platform keeps of a fare, and the support fee that the law lets it add for bikes. */
interface CommissionRate {
  readonly platform: number;
  readonly support: number;
}

/** What one channel of cash-outs takes and costs. */
export interface ChannelRules {
  /** What the customer pays on top of the amount. */
  readonly fee: bigint;
  readonly minimum: bigint;
  readonly maximum: bigint;
  /** A till pays out only whole multiples of this. */
  readonly multipleOf: bigint;
}

/** What a tier allows a person; months are those of Asia/Jakarta. */
export interface Limits {
  readonly balanceMax: bigint;
  readonly monthlyIncomingMax: bigint;
  readonly mayTransfer: boolean;
  readonly mayCashOut: boolean;
}

/** How money comes in. It is told, not enforced: the payment happens outside. */
export interface TopUpTerms {
  /** Paid outside to the bank or store; never part of what is credited. */
  readonly adminFee: bigint;
  /** What a store takes at once; a bank has limits of its own. */
  readonly amountMin?: bigint;
  readonly amountMax?: bigint;
}

export interface Terms {
  readonly commission: Readonly<Record<Service, CommissionRate>>;
  readonly tip: { readonly max: bigint; readonly withinHours: number };
  /** The MDR is the merchant's to pay: it is kept for information, and never added for the payer. */
  readonly qris: { readonly max: bigint; readonly mdr: Readonly<Record<Criterion, number>> };
  readonly cashOut: Readonly<Record<Channel, ChannelRules>>;
  readonly tiers: { readonly BASIC: Limits; readonly PREMIUM: Limits };
  readonly topUp: {
    readonly VIRTUAL_ACCOUNT: Pick<TopUpTerms, 'adminFee'>;
    readonly MODERN_TRADE: Required<TopUpTerms>;
  };
}

/** One version, in force from `validFrom` until the next one starts. */
export interface Rules extends Terms {
  /** Its name, which each decision keeps. */
  readonly version: string;
  readonly validFrom: Date;
  /** By whom, why and when it was added, and by which request; known to the owner of the table alone. */
  readonly added?: Addition;
}

export interface Addition {
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
  readonly requestId: string;
}
