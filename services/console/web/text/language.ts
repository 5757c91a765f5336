/** The language of the page: Bahasa Indonesia unless somebody chose English in this browser. */
import { createInstance } from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import en from '../../locales/web.en.json' with { type: 'json' };
import id from '../../locales/web.id.json' with { type: 'json' };
import { FORMATS, type Formats, type Language } from './formats.ts';
import type { TextKey } from './text-keys.ts';

const KEPT_AS = 'angkutan.language';

const kept: Language = localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'id';

export const i18n = createInstance();
// The texts are at hand, so that `init` is done when it returns; its promise says nothing more.
void i18n.use(initReactI18next).init({
  lng: kept,
  resources: { id: { translation: id }, en: { translation: en } },
  initAsync: false,
  fallbackLng: false,
  nsSeparator: false,
  // React makes text safe.
  interpolation: { escapeValue: false },
});
document.documentElement.lang = kept;

export function speak(language: Language): void {
  localStorage.setItem(KEPT_AS, language);
  document.documentElement.lang = language;
  void i18n.changeLanguage(language);
}

export const languageNow = (): Language => (i18n.language === 'en' ? 'en' : 'id');

export type Say = (key: TextKey, args?: Readonly<Record<string, string | number>>) => string;

export type Speech = { readonly t: Say; readonly language: Language } & Formats;

/** What the page says and how it writes numbers, in the language chosen; the same object until it changes. */
export function useText(): Speech {
  const { t, i18n: chosen } = useTranslation();
  const language = chosen.language === 'en' ? 'en' : 'id';
  return useMemo(
    () => ({ t: (key, args = {}) => String(t(key, args)), language, ...FORMATS[language] }),
    [t, language],
  );
}
