import type { Language } from '@angkutan/languages';

/** Not named by the header, and no `*` stands for it. */
const UNNAMED = 0;
const REFUSED = -1;

/**
 * The language of an answer, by RFC 9110: `en` when the Accept-Language header ranks English above
 * Indonesian, regions counting as their language; else Bahasa Indonesia.
 */
export function preferredLanguage(header: string | undefined): Language {
  const ranges = (header ?? '').split(',').map((range) => rangeOf(range));
  const weightOf = (...names: string[]): number => {
    const named = ranges.filter(({ name }) => names.includes(name));
    const weights = (named.length > 0 ? named : ranges.filter(({ name }) => name === '*')).map(
      ({ weight }) => weight,
    );
    return weights.length > 0 ? Math.max(...weights) : UNNAMED;
  };
  // `in` is what Indonesian was called before 1989; old phones still say so.
  return weightOf('en') > weightOf('id', 'in') ? 'en' : 'id';
}

function rangeOf(range: string): { name: string; weight: number } {
  const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
  const q = parameters.map((parameter) => parameter.trim()).find((text) => text.startsWith('q='));
  const weight = q === undefined ? 1 : Number(q.slice(2));
  // A weight that is none, or is 0, asks not to be answered so.
  return {
    name: tag.trim().split('-')[0] ?? '',
    weight: weight > 0 && weight <= 1 ? weight : REFUSED,
  };
}
