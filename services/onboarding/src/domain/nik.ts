// The NIK, the 16 digits of an Indonesian identity card (KTP):
//   PP KK CC  region: province, regency, district
//   DDMMYY    birth date; a woman's day is 40 higher
//   NNNN      serial, from 0001
// There is no check digit, and the year has no century. People move and data get corrected, so that
// only what no registry could ever have issued is an error; everything else is a warning.

export type Gender = 'MAN' | 'WOMAN';

export type NikError = 'NOT_16_DIGITS' | 'SERIAL_ZERO' | 'DATE_IMPOSSIBLE';
export type NikWarning = 'REGION_UNKNOWN' | 'BIRTH_DATE_DIFFERS' | 'GENDER_DIFFERS';

export interface Nik {
  /** PPKKCC. */
  readonly region: string;
  readonly gender: Gender;
  /** `yyyy-mm-dd`, one or two of them: the centuries in which the date exists, the earlier first. */
  readonly birthDates: readonly string[];
}

export type NikReading =
  { readonly valid: true; readonly nik: Nik } | { readonly valid: false; readonly error: NikError };

/** What another source, such as the card's print, says of the same person. */
export interface Printed {
  /** `yyyy-mm-dd`; undefined when it could not be read. */
  readonly birthDate: string | undefined;
  readonly gender: Gender | undefined;
}

const WOMAN_DAY = 40;
const PRINTED_DATE = /^([0-9]{2}) ?[-/] ?([0-9]{2}) ?[-/] ?([0-9]{4})$/;
const CENTURIES = [1900, 2000] as const;
/** The 38 provinces by their codes at the Ministry of Home Affairs. */
const PROVINCES: ReadonlySet<string> = new Set(
  (
    '11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 ' +
    '71 72 73 74 75 76 81 82 91 92 93 94 95 96'
  ).split(' '),
);

/** Reads a NIK. Its errors are final; only ASCII digits count. */
export function readNik(text: string): NikReading {
  if (!/^[0-9]{16}$/.test(text)) return { valid: false, error: 'NOT_16_DIGITS' };
  if (text.endsWith('0000')) return { valid: false, error: 'SERIAL_ZERO' };
  const day = Number(text.slice(6, 8));
  const gender = day > WOMAN_DAY ? 'WOMAN' : 'MAN';
  const date = {
    day: gender === 'WOMAN' ? day - WOMAN_DAY : day,
    month: Number(text.slice(8, 10)),
  };
  const year = Number(text.slice(10, 12));
  const birthDates = CENTURIES.flatMap((century) => isoDate({ ...date, year: century + year }));
  if (birthDates.length === 0) return { valid: false, error: 'DATE_IMPOSSIBLE' };
  return { valid: true, nik: { region: text.slice(0, 6), gender, birthDates } };
}

/** Where a NIK and what is printed differ. What could not be read differs. */
export function warningsOf(nik: Nik, printed: Printed): readonly NikWarning[] {
  const warnings: NikWarning[] = [];
  if (!PROVINCES.has(nik.region.slice(0, 2))) warnings.push('REGION_UNKNOWN');
  if (!nik.birthDates.some((date) => date === printed.birthDate)) {
    warnings.push('BIRTH_DATE_DIFFERS');
  }
  if (nik.gender !== printed.gender) warnings.push('GENDER_DIFFERS');
  return warnings;
}

/** `05-05-1990`, as cards print it, as `1990-05-05`; undefined when there is no such day. */
export function readPrintedDate(text: string): string | undefined {
  const [, day, month, year] = PRINTED_DATE.exec(text.trim()) ?? [];
  return isoDate({ day: Number(day), month: Number(month), year: Number(year) })[0];
}

/** `LAKI-LAKI` or `PEREMPUAN`, as cards print it. */
export function readPrintedGender(text: string): Gender | undefined {
  const letters = text.toUpperCase().replaceAll(/[^A-Z]/g, '');
  if (letters === 'LAKILAKI') return 'MAN';
  return letters === 'PEREMPUAN' ? 'WOMAN' : undefined;
}

interface CalendarDate {
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

// Date moves 30 February on into March: a day that exists comes back as it went in.
function isoDate({ day, month, year }: CalendarDate): readonly string[] {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? [date.toISOString().slice(0, 10)] : [];
}
