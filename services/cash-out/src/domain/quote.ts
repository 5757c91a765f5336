/** What a cash-out costs. PURE. */
import { plus, rupiah, type Rupiah } from '@angkutan/money';
import type { Channel, Rules } from '@angkutan/rules';
import { rejected, type Refused } from './codes.ts';

export interface Quote {
  readonly amount: Rupiah;
  readonly fee: Rupiah;
  /** What leaves the wallet. */
  readonly total: Rupiah;
  readonly rulesVersion: string;
}

export type Quoted = { readonly accepted: true; readonly quote: Quote } | Refused;

/**
 * What a cash-out of this amount costs by the rules in force, or why it cannot be.
 * The detail of a refusal is the limit that it breaks, in whole rupiah.
 */
export function quote(
  { version: rulesVersion, cashOut }: Pick<Rules, 'version' | 'cashOut'>,
  { channel, amount }: { readonly channel: Channel; readonly amount: Rupiah },
): Quoted {
  const { minimum, maximum, multipleOf, ...costs } = cashOut[channel];
  if (amount < minimum) return rejected('AMOUNT_BELOW_MINIMUM', String(minimum));
  if (amount > maximum) return rejected('AMOUNT_ABOVE_MAXIMUM', String(maximum));
  if (amount % multipleOf !== 0n) return rejected('AMOUNT_NOT_A_MULTIPLE', String(multipleOf));
  const fee = rupiah(costs.fee);
  return { accepted: true, quote: { amount, fee, total: plus(amount, fee), rulesVersion } };
}
