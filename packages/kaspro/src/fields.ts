import { negate, parseRupiah, type Rupiah } from '@angkutan/money';
import { z } from 'zod';

// Fields as they stand in an answer read by parseJson, where numbers are text.
// Objects are loose: unknown fields are dropped, never refused.

/** `20000`, `"20000"`, `20000.0` and `"20000.00"` are the same amount; fractions, signs, exponents and NaN are none. */
export function readAmount(text: string): Rupiah | undefined {
  return parseRupiah(text.replace(/\.0{1,2}$/, ''));
}

/** As readAmount, and a minus sign may stand before it. Only a statement has signed amounts. */
export function readSignedAmount(text: string): Rupiah | undefined {
  if (!text.startsWith('-')) return readAmount(text);
  const amount = readAmount(text.slice(1));
  return amount === undefined ? undefined : negate(amount);
}

function field<T>(read: (text: string) => T | undefined) {
  return z.string().transform((text, context) => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: 'unreadable' });
    return z.NEVER;
  });
}

export const amount = field(readAmount);
export const signedAmount = field(readSignedAmount);
/** Any id, reference or account: text, or a number read as its own text. */
export const label = z.string().max(200);
export const optionalLabel = label.nullish().transform((text) => text ?? undefined);
export const optionalAmount = amount.nullish().transform((value) => value ?? undefined);
/** A code of KasPro: a whole number, or the same as text. */
export const code = z
  .string()
  .regex(/^(0|[1-9]\d{0,6})$/)
  .transform(Number);
/** A whole number of seconds. */
export const seconds = z
  .string()
  .regex(/^\d{1,7}$/)
  .transform(Number);
/** A moment that JavaScript can read; kept as the text that came. */
export const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

const MESSAGE_MAX = 200;

/** KasPro's words for the operator, without phone, account and card numbers, and never long. */
export function withoutNumbers(message: string): string {
  return message.slice(0, MESSAGE_MAX).replaceAll(/\d{5,}/g, '…');
}
