/** What people read, in Bahasa Indonesia and English: catalogues of texts, with rupiah and dates by locale. */
export { createCatalogue, type Catalogue, type TextArgs } from './catalogue.ts';
export { formatDate, formatMoment } from './dates.ts';
export type { Language } from '@angkutan/money';
