/** Numbers, money and times as each language writes them; times on the clock of Jakarta, as operators speak of them. */

export type Language = 'id' | 'en';

export interface Formats {
  /** Whole rupiah: `Rp 15.000`. */
  readonly rupiah: (amount: number) => string;
  /** Whole rupiah with its sign, also when it is more than nothing. */
  readonly signed: (amount: number) => string;
  readonly count: (value: number) => string;
  /** At most one digit after the comma. */
  readonly rate: (value: number) => string;
  /** A part of one, as per cent: `99,95%`. */
  readonly share: (part: number) => string;
  /** Seconds, in the largest unit that fits: `3 dtk`, `2 jam`. */
  readonly span: (seconds: number) => string;
  /** Day and time to the second. */
  readonly moment: (at: string) => string;
  /** The time to the second. */
  readonly time: (at: string) => string;
  /** The time to the millisecond. */
  readonly clock: (at: string) => string;
  readonly day: (at: string) => string;
}

// English as most of Asia writes it: day before month, a clock of 24 hours with a colon.
const LOCALES = { id: 'id-ID', en: 'en-GB' } as const;
const ZONE = { timeZone: 'Asia/Jakarta', hourCycle: 'h23' } as const;
const DAY = { day: 'numeric', month: 'short' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
const SPANS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

function formatsOf(language: Language): Formats {
  const locale = LOCALES[language];
  const money = { style: 'currency', currency: 'IDR', maximumFractionDigits: 0 } as const;
  const narrow = { ...money, currencyDisplay: 'narrowSymbol' } as const;
  const rupiah = new Intl.NumberFormat(locale, narrow);
  const signed = new Intl.NumberFormat(locale, { ...narrow, signDisplay: 'exceptZero' });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const moment = new Intl.DateTimeFormat(locale, { ...ZONE, ...DAY, ...TIME });
  const time = new Intl.DateTimeFormat(locale, { ...ZONE, ...TIME });
  const clock = new Intl.DateTimeFormat(locale, { ...ZONE, ...TIME, fractionalSecondDigits: 3 });
  const day = new Intl.DateTimeFormat(locale, { ...ZONE, ...DAY, year: 'numeric' });
  return {
    rupiah: (amount) => rupiah.format(amount),
    signed: (amount) => signed.format(amount),
    count: (value) => whole.format(value),
    rate: (value) => tenths.format(value),
    share: (part) => percent.format(part),
    span: (seconds) => spanOf(seconds, locale),
    moment: (at) => written(moment, at),
    time: (at) => written(time, at),
    clock: (at) => written(clock, at),
    day: (at) => written(day, at),
  };
}

function spanOf(seconds: number, locale: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [unit, length] = SPANS.find(([, one]) => whole >= one) ?? (['second', 1] as const);
  const format = { style: 'unit', unit, unitDisplay: 'narrow' } as const;
  return new Intl.NumberFormat(locale, format).format(Math.floor(whole / length));
}

/** What is no time is shown as it came. */
function written(format: Intl.DateTimeFormat, at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : format.format(date);
}

export const FORMATS: Readonly<Record<Language, Formats>> = {
  id: formatsOf('id'),
  en: formatsOf('en'),
};
