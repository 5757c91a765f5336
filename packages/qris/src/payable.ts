import { isPositive, plus, type Rupiah, shareOf, ZERO } from '@angkutan/money';
import type { Qris, TipRule } from './qris.ts';

/** What the payer chose beside what the code says. */
export interface Choice {
  readonly amount?: Rupiah;
  readonly tip?: Rupiah;
}

export type PayableRefusal =
  'AMOUNT_REQUIRED' | 'AMOUNT_FIXED_BY_CODE' | 'TIP_NOT_ASKED' | 'TIP_FIXED_BY_CODE';

export type Payable =
  | { readonly ok: true; readonly amount: Rupiah; readonly tip: Rupiah; readonly total: Rupiah }
  | { readonly ok: false; readonly refusal: PayableRefusal };

/**
 * What is to be paid. An amount in the code cannot be changed by the payer; saying the same one again is no change.
 * A tip is added as the code says: chosen where it asks, fixed, or a percentage, rounded half up to whole rupiah.
 */
export function payableOf(qris: Pick<Qris, 'amount' | 'tip'>, choice: Choice): Payable {
  const amount = qris.amount ?? choice.amount ?? ZERO;
  if (!isPositive(amount)) return refused('AMOUNT_REQUIRED');
  if (isOther(choice.amount, amount)) return refused('AMOUNT_FIXED_BY_CODE');
  const tip = tipOf(qris.tip, amount, choice.tip ?? ZERO);
  if (isOther(choice.tip, tip)) return refused(otherTip(qris.tip));
  return { ok: true, amount, tip, total: plus(amount, tip) };
}

const isOther = (chosen: Rupiah | undefined, right: Rupiah): boolean =>
  chosen !== undefined && chosen !== right;

const otherTip = ({ mode }: TipRule): PayableRefusal =>
  mode === 'NONE' ? 'TIP_NOT_ASKED' : 'TIP_FIXED_BY_CODE';

const refused = (refusal: PayableRefusal): Payable => ({ ok: false, refusal });

function tipOf(rule: TipRule, amount: Rupiah, chosen: Rupiah): Rupiah {
  switch (rule.mode) {
    case 'NONE':
      return ZERO;
    case 'ASK':
      return chosen;
    case 'FIXED':
      return rule.amount;
    case 'PERCENT':
      return shareOf(amount, rule.basisPoints);
  }
}
