/** Fields that hold amounts or counts of whole units. */
const NUMERIC = new Set([
  'amount',
  'price',
  'serviceFee',
  'balanceBefore',
  'balanceAfter',
  'availableBalance',
  'pocketId',
  'reference',
]);

/** The same answer with the types that KasPro has been seen to use: numbers as text and back, `.00`, a space in a key. */
export function wobbled(body: string): string {
  return JSON.stringify(JSON.parse(body, swap)).replace('"responseId"', '"responseId "');
}

function swap(key: string, value: unknown): unknown {
  if (!NUMERIC.has(key)) return value;
  if (typeof value === 'number') {
    return key === 'pocketId' || key === 'reference' ? String(value) : `${value}.00`;
  }
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** A body that breaks off. */
export const halfOf = (body: string): string => body.slice(0, Math.floor(body.length / 2));
