import { formatRupiah, type Language, rupiah } from '@angkutan/money';
import { createInstance, type i18n } from 'i18next';
import { formatDate, formatMoment } from './dates.ts';
import type { KeyOf, Texts } from './keys.ts';

/** What fills a text's placeholders. `count` also chooses the plural. */
export type TextArgs = Readonly<Record<string, string | number | bigint | Date>>;

/** The texts of one package, by key. */
export interface Catalogue<Key extends string, ListKey extends string = never> {
  /** The text, its placeholders filled. One whose argument is missing stays to be seen. */
  say(language: Language, key: Key, args?: TextArgs): string;
  /** The texts of a list, such as the steps of an instruction. */
  list(language: Language, key: ListKey, args?: TextArgs): readonly string[];
}

/**
 * A catalogue of the same texts in both languages. Placeholders are `{{name}}`, and by locale
 * `{{amount, rupiah}}` (whole rupiah), `{{at, date}}` and `{{at, moment}}` (a Date, shown in Jakarta).
 */
export function createCatalogue<const Id extends Texts, const En extends Texts>(texts: {
  readonly id: Id;
  readonly en: En;
}): Catalogue<KeyOf<string, Id, En>, KeyOf<readonly string[], Id, En>> {
  const i18n = started(texts);
  const read = (key: string, language: Language, args: TextArgs): unknown =>
    i18n.t(key, options(language, args));
  return {
    say: (language, key, args = {}) => String(read(key, language, args)),
    list(language, key, args = {}) {
      const said = read(key, language, args);
      return Array.isArray(said) ? said.map(String) : [];
    },
  };
}

function started({ id, en }: Readonly<Record<Language, Texts>>): i18n {
  const i18n = createInstance();
  // The texts are at hand, so that `init` is done when it returns; its promise says nothing more.
  void i18n.init({
    resources: { id: { translation: id }, en: { translation: en } },
    initAsync: false,
    fallbackLng: false,
    nsSeparator: false,
    // What is said is text, and is made safe where it becomes HTML.
    interpolation: { escapeValue: false },
    missingInterpolationHandler: (_text, match: RegExpExecArray) => match[0],
  });
  const add = (name: string, format: (value: unknown, language: Language) => string) =>
    i18n.services.formatter?.add(name, (value, tag) => format(value, tag === 'en' ? 'en' : 'id'));
  add('rupiah', (value, language) => formatRupiah(rupiah(BigInt(String(value))), language));
  add('date', (value, language) => formatDate(dateOf(value), language));
  add('moment', (value, language) => formatMoment(dateOf(value), language));
  return i18n;
}

function dateOf(value: unknown): Date {
  return value instanceof Date
    ? value
    : new Date(typeof value === 'number' ? value : String(value));
}

/** Arguments stand apart from i18next's own options, so that one named `lng` is only an argument. */
function options(lng: Language, args: TextArgs) {
  const { count } = args;
  return { lng, replace: args, returnObjects: true, ...(typeof count === 'number' && { count }) };
}
