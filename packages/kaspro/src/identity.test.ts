import { describe, expect, test } from 'vitest';
import { inData } from './answers.ts';
import { identity } from './identity.ts';
import { outcomeOf } from './mapping.ts';

const ekyc = { schema: inData(identity), mayBeInProcess: false };
const CARD = {
  requestId: 'KYC1',
  idCardNumber: '3171010505900001',
  name: 'SITI RAHAYU',
  religion: 'ISLAM',
  rtrw: '001/002',
  address: 'JL. CONTOH NO. 1',
  province: 'DKI JAKARTA',
  district: 'JAKARTA PUSAT',
  subDistrict: 'GAMBIR',
  occupation: 'KARYAWAN SWASTA',
  birthPlace: 'JAKARTA',
  gender: 'LAKI-LAKI',
  birthDate: '05-05-1990',
  idExpiredDate: 'SEUMUR HIDUP',
  bloodType: '-',
  villageDistrict: 'CIDENG',
  nationality: 'WNI',
  maritalStatus: 'BELUM KAWIN',
};

const answer = (data: unknown, text = JSON.stringify({ code: 0, message: 'Berhasil', data })) =>
  outcomeOf({ status: 200, body: text }, ekyc);
const read = (change: object) => {
  const outcome = answer({ ...CARD, ...change });
  return outcome.kind === 'ok' ? outcome.data : outcome;
};

describe('what OCR read of a card', () => {
  test('is kept without religion, blood type, marital status, expiry and the request’s id', () => {
    const { requestId: _r, religion: _g, bloodType: _b, idExpiredDate: _e, ...rest } = CARD;
    const { maritalStatus: _m, idCardNumber: nik, ...kept } = rest;
    expect(read({})).toEqual({ nik, ...kept });
  });

  test('reads the same with odd types, keys with spaces, colons and line breaks', () => {
    const { name, idCardNumber, rtrw, ...rest } = CARD;
    const odd = { ...rest, 'name ': ` : ${name.replace(' ', '\n ')}`, ' rtrw': rtrw };
    const number = JSON.stringify({ ...odd, idCardNumber: 0 });
    const asNumber = number.replace('"idCardNumber":0', `"idCardNumber": ${idCardNumber}`);
    const split = { ...odd, idCardNumber: ': 3171 0105 0590 0001' };
    expect(answer(split)).toEqual(answer(CARD));
    expect(answer({}, `{"code": "0", "data": ${asNumber}}`)).toEqual(answer(CARD));
  });

  test.each([
    [{ occupation: '-' }, { occupation: '' }],
    [{ occupation: null }, { occupation: '' }],
    [
      { address: undefined, rtrw: '  ' },
      { address: '', rtrw: '' },
    ],
    [{ rtrw: 12 }, { rtrw: '12' }],
    [{ idExpiredDate: '17-08-2020', bloodType: null, religion: 7, maritalStatus: [] }, {}],
    [{ idExpiredDate: undefined, requestId: null }, {}],
  ])('with %j is %j', (change, wanted) => {
    expect(read(change)).toEqual({ ...read({}), ...wanted });
  });

  test.each([
    { idCardNumber: undefined },
    { name: null },
    { name: { first: 'SITI' } },
    { address: 'X'.repeat(501) },
  ])('with %j is no answer, so that nobody knows', (change) => {
    expect(read(change)).toEqual({ kind: 'unknown', cause: 'WRONG_SHAPE' });
  });

  test('that is no object is no answer', () => {
    for (const data of [null, undefined, 'x', []]) {
      expect(answer(data)).toEqual({ kind: 'unknown', cause: 'WRONG_SHAPE' });
    }
  });
});
