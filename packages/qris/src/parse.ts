import { isPositive, parseRupiah, type Rupiah } from '@angkutan/money';
import { checksumOf } from './crc.ts';
import { type Field, readFields, valueOf } from './fields.ts';
import {
  DYNAMIC,
  FIELD,
  INDONESIA,
  type MerchantAccount,
  type Parsed,
  QRIS_LENGTH_MAX,
  type Qris,
  type QrisRefusal,
  RUPIAH_CURRENCY,
  STATIC,
} from './qris.ts';
import { readTip } from './tip.ts';

/** Control characters and those that change the direction of text: what is shown must be what is there. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const CHECKSUM_HEAD = `${FIELD.checksum}04`;
const CHECKSUM_LENGTH = 4;
const FORMATS: ReadonlySet<string | undefined> = new Set(['01', '00']);
const INITIATIONS: ReadonlySet<string | undefined> = new Set([STATIC, DYNAMIC, undefined]);

/**
 * Reads the text of a scanned code. By the national standard 00 comes first and 63 last, every other field once and
 * in any order. What real codes in the field get wrong and does no harm is read all the same: format `00`, amount
 * after the additional data, trailing spaces in names, no field 01 (static), no central repository.
 */
export function parseQris(text: string): Parsed {
  if (text.length > QRIS_LENGTH_MAX) return refused('TOO_LONG');
  if (UNPRINTABLE.test(text)) return refused('UNPRINTABLE');
  const fields = readFields(text);
  if (!fields) return refused('NOT_FIELDS');
  if (!isIndonesian(fields)) return refused('NOT_QRIS');
  if (!hasRightChecksum(text, fields)) return refused('CHECKSUM_WRONG');
  return read(fields);
}

const refused = (refusal: QrisRefusal): Parsed => ({ ok: false, refusal });

const isIndonesian = (fields: readonly Field[]): boolean =>
  fields[0]?.id === FIELD.format &&
  FORMATS.has(fields[0].value) &&
  INITIATIONS.has(valueOf(fields, FIELD.initiation)) &&
  valueOf(fields, FIELD.country) === INDONESIA &&
  valueOf(fields, FIELD.currency) === RUPIAH_CURRENCY;

function hasRightChecksum(text: string, fields: readonly Field[]): boolean {
  const last = fields.at(-1);
  const covered = text.slice(0, text.length - CHECKSUM_LENGTH);
  return (
    last?.id === FIELD.checksum &&
    covered.endsWith(CHECKSUM_HEAD) &&
    last.value === checksumOf(covered)
  );
}

function read(fields: readonly Field[]): Parsed {
  const merchant = readMerchant(fields);
  if (!merchant) return refused('MERCHANT_INCOMPLETE');
  const amount = readAmount(valueOf(fields, FIELD.amount));
  if (amount === 'unreadable') return refused('AMOUNT_UNREADABLE');
  const tip = readTip(fields);
  if (!tip) return refused('TIP_UNREADABLE');
  const postalCode = valueOf(fields, FIELD.postalCode);
  return {
    ok: true,
    qris: {
      isStatic: valueOf(fields, FIELD.initiation) !== DYNAMIC,
      ...merchant,
      ...(postalCode !== undefined && { postalCode }),
      ...(amount !== undefined && { amount }),
      tip,
      fields,
    },
  };
}

const NAME_LENGTH_MAX = 25;
const CITY_LENGTH_MAX = 15;
const CATEGORY_CODE = /^[0-9]{4}$/;

type Merchant = Pick<Qris, 'merchantName' | 'merchantCity' | 'categoryCode' | 'accounts'>;

function readMerchant(fields: readonly Field[]): Merchant | undefined {
  const merchantName = readName(fields, FIELD.merchantName, NAME_LENGTH_MAX);
  const merchantCity = readName(fields, FIELD.merchantCity, CITY_LENGTH_MAX);
  const categoryCode = valueOf(fields, FIELD.categoryCode) ?? '';
  const accounts = readAccounts(fields);
  if (!merchantName || !merchantCity || !CATEGORY_CODE.test(categoryCode)) return undefined;
  return accounts && { merchantName, merchantCity, categoryCode, accounts };
}

function readName(fields: readonly Field[], id: string, lengthMax: number): string | undefined {
  const name = valueOf(fields, id);
  return name !== undefined && name.length <= lengthMax ? name.trim() : undefined;
}

const FIRST_ACCOUNT = 26;
const LAST_ACCOUNT = 45;

const isAccount = ({ id }: Field): boolean =>
  id === FIELD.repository || (Number(id) >= FIRST_ACCOUNT && Number(id) <= LAST_ACCOUNT);

/** At least one; undefined when there is none, or one cannot be read. */
function readAccounts(fields: readonly Field[]): readonly MerchantAccount[] | undefined {
  const accounts: MerchantAccount[] = [];
  for (const field of fields.filter((one) => isAccount(one))) {
    const account = readAccount(field);
    if (!account) return undefined;
    accounts.push(account);
  }
  return accounts.length > 0 ? accounts : undefined;
}

const PAN = /^[0-9]{1,19}$/;

function readAccount({ id, value }: Field): MerchantAccount | undefined {
  const parts = readFields(value) ?? [];
  const domain = valueOf(parts, '00');
  // The central repository has no number: its 02 is the national merchant id.
  const pan = id === FIELD.repository ? undefined : valueOf(parts, '01');
  if (domain === undefined || (pan !== undefined && !PAN.test(pan))) return undefined;
  const account = { id, domain, ...(pan !== undefined && { pan }) };
  return { ...account, ...readMerchantId(parts) };
}

function readMerchantId(parts: readonly Field[]): Pick<MerchantAccount, 'merchantId' | 'criteria'> {
  const merchantId = valueOf(parts, '02');
  const criteria = valueOf(parts, '03');
  return {
    ...(merchantId !== undefined && { merchantId }),
    ...(criteria !== undefined && { criteria }),
  };
}

const readAmount = (value: string | undefined): Rupiah | undefined | 'unreadable' =>
  value === undefined ? undefined : (positive(value) ?? 'unreadable');

/** A positive amount of whole rupiah, with cents only where they are zero. */
function positive(value: string): Rupiah | undefined {
  const amount = parseRupiah(value);
  return amount !== undefined && isPositive(amount) ? amount : undefined;
}
