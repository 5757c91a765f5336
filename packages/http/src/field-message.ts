import type { Language, TextArgs } from '@angkutan/languages';
import { texts } from './texts.ts';
import type { z } from './zod.ts';

type Issue = z.core.$ZodRawIssue;
type Key = Parameters<typeof texts.say>[1];
type Beyond = Extract<Issue, { code: 'too_small' | 'too_big' }>;
type Said = readonly [key: Key, args?: TextArgs];

/** So many of a client's own words are said back at most. */
const NAMES_MAX = 5;
/** Only what may be a field's name: a number or an address as a key has no place in an answer. */
const NAME = /^[A-Za-z][A-Za-z_]{0,39}$/;

const TYPES: Readonly<Record<string, Key>> = {
  string: 'fields.NOT_TEXT',
  number: 'fields.NOT_WHOLE_NUMBER',
  int: 'fields.NOT_WHOLE_NUMBER',
  boolean: 'fields.NOT_BOOLEAN',
  array: 'fields.NOT_LIST',
  object: 'fields.NOT_OBJECT',
  record: 'fields.NOT_OBJECT',
};

type Words = Readonly<Record<'text' | 'list' | 'number', Key>>;
const SMALL: Words = {
  text: 'fields.TOO_SHORT',
  list: 'fields.TOO_FEW',
  number: 'fields.TOO_SMALL',
};
const LARGE: Words = {
  text: 'fields.TOO_LONG',
  list: 'fields.TOO_MANY',
  number: 'fields.TOO_LARGE',
};

const FORMATS: Readonly<Record<string, Key>> = {
  email: 'fields.NOT_EMAIL',
  date: 'fields.NOT_DATE',
  datetime: 'fields.NOT_MOMENT',
};

/** What our own checks say: `.refine(…, { params: { says: 'UNSAFE_TEXT' } })`. */
const RULES: Readonly<Record<string, Key>> = {
  UNSAFE_TEXT: 'fields.UNSAFE_TEXT',
  NOT_MOBILE_NUMBER: 'fields.NOT_MOBILE_NUMBER',
};

/** What is wrong with a field, and how to put it right, in the language of who asks. */
export function fieldMessage(language: Language, issue: Issue): string {
  const [key, args] = said(issue);
  return texts.say(language, key, args);
}

function said(issue: Issue): Said {
  switch (issue.code) {
    case 'invalid_type':
      return [
        issue.input === undefined ? 'fields.REQUIRED' : (TYPES[issue.expected] ?? 'fields.INVALID'),
      ];
    case 'too_small':
    case 'too_big':
      return beyond(issue);
    case 'invalid_format':
      return [FORMATS[issue.format] ?? 'fields.FORMAT'];
    case 'unrecognized_keys':
      return ['fields.UNKNOWN_FIELDS', { names: names(issue.keys) }];
    default:
      return value(issue);
  }
}

function value(issue: Issue): Said {
  switch (issue.code) {
    case 'not_multiple_of':
      return ['fields.NOT_MULTIPLE', { divisor: issue.divisor }];
    case 'invalid_value':
      return ['fields.NOT_AN_OPTION', { options: issue.values.map(String).join(', ') }];
    case 'custom':
      return [RULES[String(issue.params?.['says'])] ?? 'fields.INVALID'];
    default:
      return ['fields.INVALID'];
  }
}

function beyond(issue: Beyond): Said {
  return issue.code === 'too_small'
    ? bounded(SMALL, issue.origin, Number(issue.minimum) + (issue.inclusive === false ? 1 : 0))
    : bounded(LARGE, issue.origin, Number(issue.maximum) - (issue.inclusive === false ? 1 : 0));
}

/** Numbers here are whole, so that "more than 0" is said as "at least 1". */
function bounded(words: Words, origin: string, limit: number): Said {
  if (origin === 'string') return [words.text, { count: limit }];
  return [origin === 'array' ? words.list : words.number, { limit }];
}

function names(keys: readonly string[]): string {
  const shown = keys.slice(0, NAMES_MAX).filter((key) => NAME.test(key));
  return [...shown, ...(keys.length > shown.length ? ['…'] : [])].join(', ');
}
