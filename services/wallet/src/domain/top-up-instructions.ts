/** How a person brings money in: where, at what fee, within which amounts. PURE. */

/** A bank or a store, and the number to pay into. */
export interface TopUpWay {
  readonly channel: 'VIRTUAL_ACCOUNT' | 'MODERN_TRADE';
  readonly provider: string;
  readonly number: string;
}

export interface TopUpTerms {
  /** Paid outside to the bank or store, in whole rupiah; never part of what is credited. */
  readonly adminFee: number;
  /** What the store takes at once; a bank has limits of its own. */
  readonly amountMin?: number;
  readonly amountMax?: number;
}

/** Terms of the field; they are told, not enforced, since the payment happens outside. */
const TERMS: Readonly<Record<TopUpWay['channel'], TopUpTerms>> = {
  VIRTUAL_ACCOUNT: { adminFee: 1_000 },
  MODERN_TRADE: { adminFee: 2_000, amountMin: 10_000, amountMax: 2_500_000 },
};

export const termsOf = ({ channel }: Pick<TopUpWay, 'channel'>): TopUpTerms => TERMS[channel];
