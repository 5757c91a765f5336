import type { Language } from '@angkutan/money';

const DAY = { timeZone: 'Asia/Jakarta', day: 'numeric', month: 'long', year: 'numeric' } as const;
const MOMENT = { ...DAY, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
// English as most of Asia writes it: day before month, a clock of 24 hours with a colon.
const LOCALES = { id: 'id-ID', en: 'en-GB' } as const;

const DAYS = eachLanguage(DAY);
const MOMENTS = eachLanguage(MOMENT);

/** The day in Jakarta: `3 Maret 2026` in `id`, `3 March 2026` in `en`. */
export const formatDate = (at: Date, language: Language): string => DAYS[language].format(at);

/** Day and time in Jakarta: `3 Maret 2026 pukul 14.05 WIB`, `3 March 2026 at 14:05 WIB`. */
export function formatMoment(at: Date, language: Language): string {
  // Only id-ID knows the zone by its own name, so it is said here for both.
  return `${MOMENTS[language].format(at)} WIB`;
}

function eachLanguage(format: Intl.DateTimeFormatOptions) {
  return {
    id: new Intl.DateTimeFormat(LOCALES.id, format),
    en: new Intl.DateTimeFormat(LOCALES.en, format),
  };
}
