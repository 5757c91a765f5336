import { isPositive, parseRupiah } from '@angkutan/money';
import { type Field, valueOf } from './fields.ts';
import { FIELD, type TipRule } from './qris.ts';

export const TIP_ASKED = '01';
export const TIP_FIXED = '02';
export const TIP_PERCENT = '03';

/** Percent with up to two digits after the point, above 0 and below 100. */
const PERCENT = /^([0-9]{1,2})(?:\.([0-9]{1,2}))?$/;

/** The tip that a code asks for; undefined when its fields cannot be read, or say two things at once. */
export function readTip(fields: readonly Field[]): TipRule | undefined {
  const mode = valueOf(fields, FIELD.tip);
  const fixed = valueOf(fields, FIELD.tipFixed);
  const percent = valueOf(fields, FIELD.tipPercent);
  // What would be paid is then a matter of opinion, and the payer's money is not.
  if (fixed !== undefined && mode !== TIP_FIXED) return undefined;
  if (percent !== undefined && mode !== TIP_PERCENT) return undefined;
  switch (mode) {
    case undefined:
      return { mode: 'NONE' };
    case TIP_ASKED:
      return { mode: 'ASK' };
    case TIP_FIXED:
      return readFixed(fixed ?? '');
    case TIP_PERCENT:
      return readPercent(percent ?? '');
    default:
      return undefined;
  }
}

function readFixed(value: string): TipRule | undefined {
  const amount = parseRupiah(value);
  return amount !== undefined && isPositive(amount) ? { mode: 'FIXED', amount } : undefined;
}

function readPercent(value: string): TipRule | undefined {
  const [, whole, hundredths = ''] = PERCENT.exec(value) ?? [];
  if (whole === undefined) return undefined;
  const basisPoints = Number(whole) * 100 + Number(hundredths.padEnd(2, '0'));
  return basisPoints > 0 ? { mode: 'PERCENT', basisPoints } : undefined;
}

/** Basis points as the field wants them: `2.50` for 250. */
export const percentText = (basisPoints: number): string => (basisPoints / 100).toFixed(2);
