/** What a QRIS code says, and why a text is not one. */
import type { Rupiah } from '@angkutan/money';
import type { Field } from './fields.ts';

/** What the payer may or must add for the merchant (fields 55–57). */
export type TipRule =
  | { readonly mode: 'NONE' }
  /** The payer is asked. */
  | { readonly mode: 'ASK' }
  | { readonly mode: 'FIXED'; readonly amount: Rupiah }
  /** Hundredths of a percent of the amount. */
  | { readonly mode: 'PERCENT'; readonly basisPoints: number };

export interface MerchantAccount {
  /** 26–45, or 51 for the central repository. */
  readonly id: string;
  /** Who keeps the merchant's account, such as `ID.CO.QRIS.WWW`. */
  readonly domain: string;
  /** The merchant's number, of up to 19 digits. Never Luhn-checked: QRIS numbers need not pass. */
  readonly pan?: string;
  readonly merchantId?: string;
  /** UMI, UKE, UME, UBE, URE, PSO or BLU; whatever stands there. */
  readonly criteria?: string;
}

export interface Qris {
  /** May be paid many times; a dynamic code is made for one sale. */
  readonly isStatic: boolean;
  /** As it stands in the code, without the spaces that some real codes end with. */
  readonly merchantName: string;
  readonly merchantCity: string;
  readonly postalCode?: string;
  /** Merchant category code, four digits. */
  readonly categoryCode: string;
  readonly accounts: readonly MerchantAccount[];
  /** Given by the code; then the payer cannot change it. */
  readonly amount?: Rupiah;
  readonly tip: TipRule;
  /** Every field in its order, the checksum last. */
  readonly fields: readonly Field[];
}

/** Why a text cannot be paid as QRIS. The order is the order in which they are looked for. */
export type QrisRefusal =
  | 'TOO_LONG'
  | 'UNPRINTABLE'
  | 'NOT_FIELDS'
  | 'NOT_QRIS'
  | 'CHECKSUM_WRONG'
  | 'MERCHANT_INCOMPLETE'
  | 'AMOUNT_UNREADABLE'
  | 'TIP_UNREADABLE';

export type Parsed =
  | { readonly ok: true; readonly qris: Qris }
  | { readonly ok: false; readonly refusal: QrisRefusal };

/** The numbers of the fields, by the standard's names. */
export const FIELD = {
  format: '00',
  initiation: '01',
  repository: '51',
  categoryCode: '52',
  currency: '53',
  amount: '54',
  tip: '55',
  tipFixed: '56',
  tipPercent: '57',
  country: '58',
  merchantName: '59',
  merchantCity: '60',
  postalCode: '61',
  additional: '62',
  checksum: '63',
} as const;

export const RUPIAH_CURRENCY = '360';
export const INDONESIA = 'ID';
export const STATIC = '11';
export const DYNAMIC = '12';
export const QRIS_LENGTH_MAX = 512;
