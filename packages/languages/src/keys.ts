/** The texts of one language, as a catalogue file holds them. */
export interface Texts {
  readonly [key: string]: string | readonly string[] | Texts;
}

/** i18next keeps the plurals of one text under one key each: `photos_one`, `photos_other`. */
type Singular<Key extends string> = Key extends `${infer Text}_${Intl.LDMLPluralRule}` ? Text : Key;

/** The paths, joined by dots, of everything in `T` that is a `Leaf`. */
type PathsTo<Leaf, T, Before extends string = ''> = {
  [Key in keyof T & string]: T[Key] extends Leaf
    ? `${Before}${Singular<Key>}`
    : T[Key] extends string | readonly string[]
      ? never
      : PathsTo<Leaf, T[Key], `${Before}${Key}.`>;
}[keyof T & string];

/** The keys that both languages have: what only one of them says cannot be said at all. */
export type KeyOf<Leaf, Id, En> = PathsTo<Leaf, Id> & PathsTo<Leaf, En>;
