import type id from '../../locales/web.id.json';

/** i18next keeps the plurals of one text under one key each: `rows_one`, `rows_other`. */
type Singular<Key extends string> = Key extends `${infer Text}_${Intl.LDMLPluralRule}` ? Text : Key;

type PathsOf<T, Before extends string = ''> = {
  [Key in keyof T & string]: T[Key] extends string
    ? `${Before}${Singular<Key>}`
    : PathsOf<T[Key], `${Before}${Key}.`>;
}[keyof T & string];

/** What the catalogues say: a key that they lack cannot be asked for. */
export type TextKey = PathsOf<typeof id>;
