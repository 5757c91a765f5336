import type { Catalogue, Language, TextArgs } from '@angkutan/languages';

/** What one problem code answers. */
export interface ProblemKind {
  readonly status: number;
  readonly title: (language: Language) => string;
  /** Its `{{name}}`s are filled by the problem's arguments. */
  readonly detail: (language: Language, args: TextArgs) => string;
}
export type ProblemTable = Readonly<Record<string, ProblemKind>>;

type CodeWith<Key, Text extends string> = Key extends `problems.${infer Code}.${Text}`
  ? Code
  : never;
/** The codes of which a catalogue says all in both languages. */
type CodeOf<Key> = CodeWith<Key, 'title'> & CodeWith<Key, 'detail'>;

/**
 * The table of a catalogue's problems: a code's texts are its `problems.CODE.title` and `.detail`,
 * its HTTP status stands here. A code that lacks one of these does not compile.
 */
export function problemTable<Key extends string>(
  catalogue: Catalogue<Key>,
  statuses: Readonly<Record<CodeOf<Key>, number>>,
): ProblemTable {
  const texts: Catalogue<string> = catalogue;
  const kinds = Object.entries<number>(statuses).map(([code, status]): [string, ProblemKind] => [
    code,
    {
      status,
      title: (language) => texts.say(language, `problems.${code}.title`),
      detail: (language, args) => texts.say(language, `problems.${code}.detail`, args),
    },
  ]);
  return Object.fromEntries(kinds);
}
