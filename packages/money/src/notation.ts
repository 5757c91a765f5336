import { RUPIAH_MAX, rupiah, type Rupiah } from './rupiah.ts';

/** ASCII digits, with cents only where they are zero. Seventeen digits reach past RUPIAH_MAX, and bound the work. */
const WHOLE_RUPIAH = /^[0-9]{1,17}(\.00)?$/;

/**
 * Reads an amount from outside: a JSON integer, a bigint, or a string of digits that may end in `.00` (as KasPro writes them).
 * Answers undefined for everything else: fractions, NaN, exponents, signs, spaces, separators, full-width digits,
 * negative amounts, and amounts above RUPIAH_MAX. Zero is an amount; whether it is welcome is the caller's rule.
 */
export function parseRupiah(value: unknown): Rupiah | undefined {
  const amount = wholeNumber(value);
  return amount === undefined || amount < 0n || amount > RUPIAH_MAX ? undefined : rupiah(amount);
}

function wholeNumber(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  if (typeof value === 'string' && WHOLE_RUPIAH.test(value))
    return BigInt(value.replace('.00', ''));
  return undefined;
}

/** The amount as a JSON integer; exact, because every Rupiah is within ±(2^53 − 1). */
export const toJson = (amount: Rupiah): number => Number(amount);

/** The languages in which people read amounts: Bahasa Indonesia and English. */
export type Language = 'id' | 'en';

// The digits are said explicitly because runtimes differ on how many cents a rupiah has;
// the narrow symbol makes English say "Rp" as well, where it would otherwise say "IDR".
const FORMAT = {
  style: 'currency',
  currency: 'IDR',
  currencyDisplay: 'narrowSymbol',
  minimumFractionDigits: 0,
  maximumFractionDigits: 0,
} as const;

const FORMATS = {
  id: new Intl.NumberFormat('id-ID', FORMAT),
  en: new Intl.NumberFormat('en-US', FORMAT),
};

/** The amount for people, with a no-break space after the symbol: `Rp 15.000` in `id`, `Rp 15,000` in `en`. */
export const formatRupiah = (amount: Rupiah, language: Language): string =>
  FORMATS[language].format(amount);
