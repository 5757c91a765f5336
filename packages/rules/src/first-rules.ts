import type { Rules } from './rules.ts';

/**
 * What holds before anybody has added a version. Fees and limits are those of the field; commission: 15 % and
 * 5 % support for bikes, by the minister's decree of September 2022. It has decided payments: it is never edited.
 */
export const FIRST_RULES: Rules = {
  version: '2022-09',
  validFrom: new Date('2000-01-01T00:00:00Z'),
  commission: {
    BIKE: { platform: 1_500, support: 500 },
    CAR: { platform: 2_000, support: 0 },
    DELIVERY: { platform: 2_000, support: 0 },
  },
  tip: { max: 500_000n, withinHours: 24 },
  // The national limit of one payment, tip included.
  qris: {
    max: 10_000_000n,
    mdr: { UMI: 30, UKE: 70, UME: 70, UBE: 70, URE: 70, PSO: 40, BLU: 40 },
  },
  cashOut: {
    // BI-FAST: its limit is Bank Indonesia's, its fee at most 2,500.
    BANK: { fee: 2_500n, minimum: 10_000n, maximum: 250_000_000n, multipleOf: 1n },
    // No wallet of a person holds more than the maximum; a store's own limit is KasPro's word.
    MODERN_TRADE: { fee: 5_000n, minimum: 50_000n, maximum: 20_000_000n, multipleOf: 50_000n },
  },
  tiers: {
    BASIC: {
      balanceMax: 2_000_000n,
      monthlyIncomingMax: 20_000_000n,
      mayTransfer: false,
      mayCashOut: false,
    },
    PREMIUM: {
      balanceMax: 20_000_000n,
      monthlyIncomingMax: 40_000_000n,
      mayTransfer: true,
      mayCashOut: true,
    },
  },
  topUp: {
    VIRTUAL_ACCOUNT: { adminFee: 1_000n },
    MODERN_TRADE: { adminFee: 2_000n, amountMin: 10_000n, amountMax: 2_500_000n },
  },
};
