import { plus, rupiah, type Rupiah } from '@angkutan/money';
import { rejected, type Refused } from './codes.ts';

export const CHANNELS = ['BANK', 'MODERN_TRADE'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What one channel takes and costs; whole rupiah. */
interface ChannelRules {
  /** What the customer pays on top of the amount. */
  readonly fee: Rupiah;
  readonly minimum: Rupiah;
  readonly maximum: Rupiah;
  /** A till pays out only whole multiples of this. */
  readonly multipleOf: Rupiah;
}

/** One version of the rules, in force from `validFrom` until the next version starts. */
export interface Rules {
  readonly version: string;
  readonly validFrom: Date;
  readonly channels: Readonly<Record<Channel, ChannelRules>>;
}

/** Oldest first. A decree adds a version; a version that has decided a cash-out is never edited. */
export const RULES: readonly Rules[] = [
  {
    version: '2022-01',
    validFrom: new Date('2000-01-01T00:00:00Z'),
    channels: {
      // BI-FAST: its limit is Bank Indonesia's, its fee at most 2,500.
      BANK: {
        fee: rupiah(2_500),
        minimum: rupiah(10_000),
        maximum: rupiah(250_000_000),
        multipleOf: rupiah(1),
      },
      // No wallet of a person holds more than the maximum; a store's own limit is KasPro's word.
      MODERN_TRADE: {
        fee: rupiah(5_000),
        minimum: rupiah(50_000),
        maximum: rupiah(20_000_000),
        multipleOf: rupiah(50_000),
      },
    },
  },
];

export interface Quote {
  readonly amount: Rupiah;
  readonly fee: Rupiah;
  /** What leaves the wallet. */
  readonly total: Rupiah;
  readonly rulesVersion: string;
}

export type Quoted = { readonly accepted: true; readonly quote: Quote } | Refused;

/**
 * What a cash-out of this amount costs at this moment, or why it cannot be.
 * The detail of a refusal is the limit that it breaks, in whole rupiah.
 */
export function quote(
  rules: readonly Rules[],
  { channel, amount }: { readonly channel: Channel; readonly amount: Rupiah },
  now: Date,
): Quoted {
  const inForce = rules.findLast(({ validFrom }) => validFrom <= now);
  if (!inForce) return rejected('NO_RULES_IN_FORCE', now.toISOString());
  const { fee, minimum, maximum, multipleOf } = inForce.channels[channel];
  if (amount < minimum) return rejected('AMOUNT_BELOW_MINIMUM', String(minimum));
  if (amount > maximum) return rejected('AMOUNT_ABOVE_MAXIMUM', String(maximum));
  if (amount % multipleOf !== 0n) return rejected('AMOUNT_NOT_A_MULTIPLE', String(multipleOf));
  const { version: rulesVersion } = inForce;
  return { accepted: true, quote: { amount, fee, total: plus(amount, fee), rulesVersion } };
}
