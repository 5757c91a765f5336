import { z } from '@angkutan/http';
import { BASIS_POINTS_MAX, TIP_HOURS_MAX } from '@angkutan/rules';

const rate = z.int().min(0).max(BASIS_POINTS_MAX).describe('Basis points');

/** The terms of a version, in requests and in answers: they differ in what an amount is. */
export function termsShape<Amount extends z.ZodType>(amount: Amount) {
  const commission = z.strictObject({
    platform: rate,
    support: rate.describe('Basis points; both together take no more than the fare'),
  });
  const channel = z.strictObject({
    fee: amount,
    minimum: amount,
    maximum: amount,
    multipleOf: amount,
  });
  const limits = z.strictObject({
    balanceMax: amount,
    monthlyIncomingMax: amount,
    mayTransfer: z.boolean(),
    mayCashOut: z.boolean(),
  });
  return {
    commission: z.strictObject({ BIKE: commission, CAR: commission, DELIVERY: commission }),
    tip: z.strictObject({ max: amount, withinHours: z.int().min(0).max(TIP_HOURS_MAX) }),
    qris: z.strictObject({
      max: amount,
      mdr: z
        .strictObject({
          UMI: rate,
          UKE: rate,
          UME: rate,
          UBE: rate,
          URE: rate,
          PSO: rate,
          BLU: rate,
        })
        .describe('The merchant’s cost, for information; never added for the payer'),
    }),
    cashOut: z.strictObject({ BANK: channel, MODERN_TRADE: channel }),
    tiers: z.strictObject({ BASIC: limits, PREMIUM: limits }),
    topUp: z.strictObject({
      VIRTUAL_ACCOUNT: z.strictObject({ adminFee: amount }),
      MODERN_TRADE: z.strictObject({ adminFee: amount, amountMin: amount, amountMax: amount }),
    }),
  };
}
