import { checksumOf } from './crc.ts';
import { type Field, writeFields } from './fields.ts';
import {
  DYNAMIC,
  FIELD,
  INDONESIA,
  type MerchantAccount,
  type Qris,
  QRIS_LENGTH_MAX,
  RUPIAH_CURRENCY,
  STATIC,
} from './qris.ts';
import { percentText, TIP_ASKED, TIP_FIXED, TIP_PERCENT } from './tip.ts';

/** What a code is made of; `additional` are the fields of 62, such as a bill number in 01. */
export type QrisOrder = Omit<Qris, 'fields'> & { readonly additional?: readonly Field[] };

/**
 * The text of a code, in the order of the standard. The order's values are the caller's to have checked: a text that
 * `parseQris` would not read back is a bug, and throws AKT_QRIS_FIELD for a field or AKT_QRIS_TOO_LONG for the whole.
 */
export function buildQris(order: QrisOrder): string {
  const text = writeFields([
    { id: FIELD.format, value: '01' },
    { id: FIELD.initiation, value: order.isStatic ? STATIC : DYNAMIC },
    ...order.accounts.map((account) => accountField(account)),
    { id: FIELD.categoryCode, value: order.categoryCode },
    { id: FIELD.currency, value: RUPIAH_CURRENCY },
    ...present(FIELD.amount, order.amount?.toString()),
    ...tipFields(order),
    { id: FIELD.country, value: INDONESIA },
    { id: FIELD.merchantName, value: order.merchantName },
    { id: FIELD.merchantCity, value: order.merchantCity },
    ...present(FIELD.postalCode, order.postalCode),
    ...present(FIELD.additional, order.additional && writeFields(order.additional)),
  ]);
  return withChecksum(text);
}

function withChecksum(text: string): string {
  const covered = `${text}${FIELD.checksum}04`;
  const whole = covered + checksumOf(covered);
  if (whole.length > QRIS_LENGTH_MAX) {
    throw new Error(`AKT_QRIS_TOO_LONG: ${whole.length} of ${QRIS_LENGTH_MAX} characters`);
  }
  return whole;
}

const present = (id: string, value: string | undefined): Field[] =>
  value === undefined ? [] : [{ id, value }];

const accountField = (account: MerchantAccount): Field => ({
  id: account.id,
  value: writeFields([
    { id: '00', value: account.domain },
    ...present('01', account.pan),
    ...present('02', account.merchantId),
    ...present('03', account.criteria),
  ]),
});

function tipFields({ tip }: QrisOrder): Field[] {
  switch (tip.mode) {
    case 'NONE':
      return [];
    case 'ASK':
      return [{ id: FIELD.tip, value: TIP_ASKED }];
    case 'FIXED':
      return [
        { id: FIELD.tip, value: TIP_FIXED },
        { id: FIELD.tipFixed, value: tip.amount.toString() },
      ];
    case 'PERCENT':
      return [
        { id: FIELD.tip, value: TIP_PERCENT },
        { id: FIELD.tipPercent, value: percentText(tip.basisPoints) },
      ];
  }
}
