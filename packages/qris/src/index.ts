/** QRIS, Indonesia's standard for payment codes: reading, building, and what a payer is to pay. Pure. */
export { buildQris, type QrisOrder } from './build.ts';
export type { Field } from './fields.ts';
export { parseQris } from './parse.ts';
export { type Choice, type Payable, type PayableRefusal, payableOf } from './payable.ts';
export {
  type MerchantAccount,
  type Parsed,
  type Qris,
  QRIS_LENGTH_MAX,
  type QrisRefusal,
  type TipRule,
} from './qris.ts';
