import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNik, readPrintedDate, readPrintedGender, warningsOf } from './nik.ts';

const two = (n: number) => String(n).padStart(2, '0');
const born = fc.date({
  min: new Date('1900-01-01'),
  max: new Date('2099-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

function nikOf(birth: Date, woman: boolean, serial = '0001'): string {
  const day = birth.getUTCDate() + (woman ? 40 : 0);
  const month = two(birth.getUTCMonth() + 1);
  return `317101${two(day)}${month}${two(birth.getUTCFullYear() % 100)}${serial}`;
}

describe('a NIK', () => {
  it.each([
    ['3171014505900001', 'WOMAN', ['1990-05-05', '2090-05-05']],
    ['3171010505900001', 'MAN', ['1990-05-05', '2090-05-05']],
    // 1900 was no leap year, so this is another century alone.
    ['3171016902000001', 'WOMAN', ['2000-02-29']],
    ['3171013112999999', 'MAN', ['1999-12-31', '2099-12-31']],
  ])('%s is read', (text, gender, birthDates) => {
    const nik = { region: '317101', gender, birthDates };
    expect(readNik(text)).toEqual({ valid: true, nik });
  });

  it.each([
    ['3171013002900001', 'DATE_IMPOSSIBLE'],
    ['3171012902010001', 'DATE_IMPOSSIBLE'],
    ['3171017205900001', 'DATE_IMPOSSIBLE'],
    ['3171014005900001', 'DATE_IMPOSSIBLE'],
    ['3171010005900001', 'DATE_IMPOSSIBLE'],
    ['3171010500900001', 'DATE_IMPOSSIBLE'],
    ['3171010513900001', 'DATE_IMPOSSIBLE'],
    ['3171010505900000', 'SERIAL_ZERO'],
    ['317101050590001', 'NOT_16_DIGITS'],
    ['31710105059000011', 'NOT_16_DIGITS'],
    ['3171010505900001\n', 'NOT_16_DIGITS'],
    ['３１７１０１０５０５９０００01', 'NOT_16_DIGITS'],
    ['31710105059000O1', 'NOT_16_DIGITS'],
    ['', 'NOT_16_DIGITS'],
  ])('%j could never have been issued: %s', (text, error) => {
    expect(readNik(text)).toEqual({ valid: false, error });
  });

  it('of any person is read as that person', () => {
    fc.assert(
      fc.property(born, fc.boolean(), (birth, woman) => {
        const reading = readNik(nikOf(birth, woman));
        const gender = woman ? 'WOMAN' : 'MAN';
        expect(reading).toMatchObject({ valid: true, nik: { gender } });
        const date = birth.toISOString().slice(0, 10);
        expect(reading.valid && warningsOf(reading.nik, { birthDate: date, gender })).toEqual([]);
      }),
    );
  });

  it('that is read has one or two birth dates, a hundred years apart', () => {
    fc.assert(
      fc.property(born, fc.boolean(), (birth, woman) => {
        const reading = readNik(nikOf(birth, woman));
        const [first = '', second] = reading.valid ? reading.nik.birthDates : [];
        expect(first).not.toBe('');
        const apart = second && Number(second.slice(0, 4)) - Number(first.slice(0, 4));
        expect([undefined, 100]).toContain(apart);
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof readNik(text).valid === 'boolean'));
  });
});

describe('a NIK beside what is printed on the card', () => {
  const nik = {
    region: '317101',
    gender: 'MAN',
    birthDates: ['1990-05-05', '2090-05-05'],
  } as const;

  it.each([
    [{}, { birthDate: '1990-05-05', gender: 'MAN' }, []],
    [{}, { birthDate: '1990-05-06', gender: 'MAN' }, ['BIRTH_DATE_DIFFERS']],
    [{}, { birthDate: undefined, gender: 'MAN' }, ['BIRTH_DATE_DIFFERS']],
    [{}, { birthDate: '1990-05-05', gender: 'WOMAN' }, ['GENDER_DIFFERS']],
    [{}, { birthDate: '1990-05-05', gender: undefined }, ['GENDER_DIFFERS']],
    [{ region: '201010' }, { birthDate: '1990-05-05', gender: 'MAN' }, ['REGION_UNKNOWN']],
  ] as const)('%j and %j: %j', (change, printed, warnings) => {
    expect(warningsOf({ ...nik, ...change }, printed)).toEqual(warnings);
  });

  it('finds dates and genders as cards print them', () => {
    expect(readPrintedDate('29-02-2000')).toBe('2000-02-29');
    expect(readPrintedDate(' 05/05/1990 ')).toBe('1990-05-05');
    expect(readPrintedDate('05 - 05 - 1990')).toBe('1990-05-05');
    expect(['29-02-1900', '5-5-1990', '1990-05-05', '', '-'].map(readPrintedDate)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
    expect(['LAKI-LAKI', 'Laki - Laki', 'PEREMPUAN', 'P', ''].map(readPrintedGender)).toEqual([
      'MAN',
      'MAN',
      'WOMAN',
      undefined,
      undefined,
    ]);
  });
});
