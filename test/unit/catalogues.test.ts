import { describe, expect, test } from 'vitest';
import {
  asked,
  type CatalogueFiles,
  catalogueFiles,
  LANGUAGES,
  placeholders,
  sourcesOf,
} from './catalogue-files.ts';

const FORMATS = ['rupiah', 'date', 'moment', 'number'];
const catalogues = await catalogueFiles();
/** What packages say, every service that uses them says. */
const shared = catalogues.filter(({ place }) => place.startsWith('packages/'));
const platformSources = await sourcesOf('packages/http');

describe('the catalogues', () => {
  test('are those of every service and of what they share', () => {
    const places = catalogues.map(({ place }) => place);
    expect(places).toEqual(
      expect.arrayContaining(['packages/http', 'services/onboarding', 'services/payments']),
    );
  });
});

describe.each(catalogues)('what $place says to people', ({ place, texts, sources }) => {
  test('is there in both languages, in every plural that a language has', () => {
    const keys = new Set(LANGUAGES.flatMap((language) => [...texts[language].keys()].map(asked)));
    for (const language of LANGUAGES) {
      const lacking = [...keys].filter((key) => !isSaid(texts[language], key, language));
      expect(lacking, `lacking in ${place}/locales/${language}.json`).toEqual([]);
    }
  });

  test('is no empty text, and no text that begins or ends with space', () => {
    const all = LANGUAGES.flatMap((language) => [...texts[language].entries()]);
    expect(all.filter(([, text]) => text === '' || text !== text.trim())).toEqual([]);
  });

  test('has the same placeholders in both languages, of formats that there are', () => {
    for (const [key, text] of texts.en) {
      const other = texts.id.get(key) ?? texts.id.get(`${asked(key)}_other`) ?? '';
      expect(placeholders(text), `${place}: ${key}`).toEqual(placeholders(other));
      const formats = placeholders(text).flatMap((hole) => hole.split(',')[1]?.trim() ?? []);
      expect(FORMATS, `${place}: ${key}`).toEqual(expect.arrayContaining(formats));
    }
  });

  test('is all used', () => {
    const unused = [...texts.id.keys()].filter((key) => !isUsed(asked(key), sources));
    expect(unused, `in ${place}/locales, but nowhere in ${place}/src`).toEqual([]);
  });

  test('has a text for every problem that is refused or documented', () => {
    const lacking = refusedIn(sources).filter((code) => !titleOf(code, texts.id));
    expect(lacking, `refused in ${place}/src, but in no catalogue`).toEqual([]);
  });

  test('gets every argument that its problems name', () => {
    const lacking = problemsIn(sources).flatMap(({ code, args }) => {
      const holes = placeholders(detailOf(code, texts.id) ?? '');
      const names = holes.map((hole) => hole.split(',')[0]?.trim() ?? '');
      const missing = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(args));
      return missing.map((name) => `problem('${code}') without ${name}`);
    });
    expect(lacking).toEqual([]);
  });
});

type Texts = CatalogueFiles['texts']['id'];

function isSaid(texts: Texts, key: string, language: string): boolean {
  if (texts.has(key)) return true;
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  return pluralCategories.every((plural) => texts.has(`${key}_${plural}`));
}

/** A problem is used where its code stands in quotes; a text where its key does, or begins to. */
function isUsed(key: string, sources: string): boolean {
  const [, code] = /^problems\.(\w+)\./.exec(key) ?? [];
  if (code !== undefined) return (sources + platformSources).includes(`'${code}'`);
  const parts = key.split('.');
  const begun = parts.slice(1).map((_, at) => `\`${parts.slice(0, at + 1).join('.')}.\${`);
  const list = parts.slice(0, -1).join('.');
  return [`'${key}'`, `'${list}'`, ...begun].some((written) => sources.includes(written));
}

function titleOf(code: string, texts: Texts): string | undefined {
  const key = `problems.${code}.title`;
  return texts.get(key) ?? sharedText(key);
}

function detailOf(code: string, texts: Texts): string | undefined {
  const key = `problems.${code}.detail`;
  return texts.get(key) ?? sharedText(key);
}

const sharedText = (key: string): string | undefined =>
  shared.map(({ texts }) => texts.id.get(key)).find((text) => text !== undefined);

function problemsIn(sources: string): readonly { code: string; args: string }[] {
  const calls = sources.matchAll(/\bproblem\(\s*'([A-Z_]+)'(?:,\s*\{([^}]*)\})?/g);
  return [...calls].map(([, code = '', args = '']) => ({ code, args }));
}

function refusedIn(sources: string): readonly string[] {
  const lists = [...sources.matchAll(/refusals: \[([^\]]*)\]/g)].map(([, list = '']) => list);
  const documented = lists.flatMap((list) => list.match(/[A-Z][A-Z_]+/g) ?? []);
  return [...documented, ...problemsIn(sources).map(({ code }) => code)];
}
