import { describe, expect, it } from 'vitest';
import { checksumOf } from './crc.ts';
import { parseQris } from './index.ts';
import { AMOUNT_TWICE, DYNAMIC_15000, STATIC_CODE, TIP_FIXED_2000 } from './vectors.samples.ts';

/** The code with a right checksum again, after something before it was changed. */
const resealed = (text: string): string => {
  const covered = text.slice(0, -4);
  return covered + checksumOf(covered);
};
const changed = (text: string, from: string, to: string): string => {
  expect(text).toContain(from);
  return resealed(text.replace(from, to));
};
const refusalOf = (text: string): string => {
  const parsed = parseQris(text);
  return parsed.ok ? 'none' : parsed.refusal;
};

describe('what real codes get wrong', () => {
  it.each([
    ['format 00', changed(STATIC_CODE, '000201', '000200')],
    ['no field 01', changed(STATIC_CODE, '010211', '')],
    [
      'no central repository',
      changed(STATIC_CODE, '51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI', ''),
    ],
    [
      'spaces at the end of the name',
      changed(STATIC_CODE, '5913ANGKUTAN TEST', '5915ANGKUTAN TEST  '),
    ],
    [
      'currency and amount after the additional data',
      changed(changed(STATIC_CODE, '5303360', ''), '62070703A01', '62070703A01530336054041500'),
    ],
    ['cents that are zero', changed(DYNAMIC_15000, '540515000', '540815000.00')],
  ])('is read all the same: %s', (_what, code) => {
    expect(parseQris(code)).toMatchObject({ ok: true, qris: { merchantName: 'ANGKUTAN TEST' } });
  });
});

describe('a text is refused by name', () => {
  it.each([
    ['TOO_LONG', `${STATIC_CODE}${'0'.repeat(512)}`],
    ['UNPRINTABLE', changed(STATIC_CODE, 'ANGKUTAN TEST', 'ANGKUTAN\u202eTEST')],
    ['UNPRINTABLE', `${STATIC_CODE}\n`],
    ['NOT_FIELDS', ''.padEnd(3, '0')],
    ['NOT_FIELDS', AMOUNT_TWICE],
    ['NOT_FIELDS', changed(STATIC_CODE, '5802ID', '5800')],
    ['NOT_FIELDS', 'https://example.id/pay?to=123'],
    ['NOT_QRIS', ''],
    ['NOT_QRIS', changed(STATIC_CODE, '5802ID', '5802SG')],
    ['NOT_QRIS', changed(STATIC_CODE, '5303360', '5303702')],
    ['NOT_QRIS', changed(STATIC_CODE, '010211', '010213')],
    ['NOT_QRIS', changed(STATIC_CODE, '000201010211', '010211000201')],
    [
      'CHECKSUM_WRONG',
      STATIC_CODE.toLowerCase()
        .replace('id.kaspro.www', 'ID.KASPRO.WWW')
        .replace('5802id', '5802ID'),
    ],
    ['CHECKSUM_WRONG', STATIC_CODE.slice(0, -8)],
    ['MERCHANT_INCOMPLETE', changed(STATIC_CODE, '5913ANGKUTAN TEST', '')],
    [
      'MERCHANT_INCOMPLETE',
      changed(STATIC_CODE, '5913ANGKUTAN TEST', '5926ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
    ],
    ['MERCHANT_INCOMPLETE', changed(STATIC_CODE, '52044121', '520441A1')],
    ['MERCHANT_INCOMPLETE', changed(STATIC_CODE, '0118936008', '0118X36008')],
    ['MERCHANT_INCOMPLETE', changed(STATIC_CODE, '0013ID.KASPRO.WWW', '9913ID.KASPRO.WWW')],
    ['AMOUNT_UNREADABLE', changed(DYNAMIC_15000, '540515000', '540500000')],
    ['AMOUNT_UNREADABLE', changed(DYNAMIC_15000, '540515000', '540815000.50')],
    ['AMOUNT_UNREADABLE', changed(DYNAMIC_15000, '540515000', '5405-5000')],
    ['TIP_UNREADABLE', changed(TIP_FIXED_2000, '550202', '550201')],
    ['TIP_UNREADABLE', changed(TIP_FIXED_2000, '550202', '550204')],
    ['TIP_UNREADABLE', changed(TIP_FIXED_2000, '55020256042000', '550202')],
    ['TIP_UNREADABLE', changed(TIP_FIXED_2000, '55020256042000', '5502035704.000')],
    ['TIP_UNREADABLE', changed(TIP_FIXED_2000, '55020256042000', '550203570300.')],
  ])('%s', (refusal, code) => {
    expect(refusalOf(code)).toBe(refusal);
  });
});
