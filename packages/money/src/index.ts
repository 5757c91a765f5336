/** Whole rupiah: the type, exact arithmetic, shares that add up, and how amounts are read and written. Pure. */
export {
  ImpossibleAmount,
  RUPIAH_MAX,
  ZERO,
  isNegative,
  isPositive,
  isZero,
  larger,
  minus,
  negate,
  plus,
  rupiah,
  smaller,
  sumOf,
  type Rupiah,
} from './rupiah.ts';
export { allocate, shareOf } from './shares.ts';
export { formatRupiah, parseRupiah, toJson, type Language } from './notation.ts';
