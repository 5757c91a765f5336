import { glob, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

export const LANGUAGES = ['id', 'en'] as const;

/** What says something to people: its texts by language and key, and its sources. */
export interface CatalogueFiles {
  /** A package, such as `services/wallet`, or one of its web pages: `services/console/web`. */
  readonly place: string;
  readonly texts: Readonly<Record<(typeof LANGUAGES)[number], ReadonlyMap<string, string>>>;
  readonly sources: string;
}

/** Every catalogue of the workspace. A list of texts counts as one text per item. */
export async function catalogueFiles(): Promise<readonly CatalogueFiles[]> {
  const files: string[] = [];
  for await (const file of glob('{packages,services,infra}/*/locales/{,web.}id.json', {
    cwd: ROOT,
  })) {
    files.push(file);
  }
  const found = files.toSorted().map(async (file) => {
    const [place, isPage] = [join(file, '../..'), basename(file).startsWith('web.')];
    const english = join(dirname(file), isPage ? 'web.en.json' : 'en.json');
    return {
      place: isPage ? `${place}/web` : place,
      texts: { id: await textsOf(file), en: await textsOf(english) },
      sources: await (isPage ? sourcesIn(`${place}/web`) : sourcesOf(place)),
    };
  });
  return await Promise.all(found);
}

/** The key by which code asks for a text: without its plural. */
export const asked = (key: string): string => key.replace(PLURAL, '');

/** The placeholders of a text, in no order: `amount, rupiah`. */
export function placeholders(text: string): readonly string[] {
  const holes = [...text.matchAll(/\{\{([^}]*)\}\}/g)].map(([, hole = '']) => hole.trim());
  return [...new Set(holes)].toSorted();
}

export const sourcesOf = (place: string): Promise<string> => sourcesIn(`${place}/src`);

async function sourcesIn(folder: string): Promise<string> {
  const texts: string[] = [];
  for await (const file of glob(`${folder}/**/*.{ts,tsx}`, { cwd: ROOT })) {
    if (!file.endsWith('.test.ts')) texts.push(await readFile(join(ROOT, file), 'utf8'));
  }
  return texts.join('\n');
}

async function textsOf(file: string): Promise<ReadonlyMap<string, string>> {
  const texts: unknown = JSON.parse(await readFile(join(ROOT, file), 'utf8'));
  return new Map(leaves(texts, []));
}

function leaves(node: unknown, path: readonly string[]): readonly (readonly [string, string])[] {
  if (typeof node !== 'object' || node === null) return [[path.join('.'), String(node)]];
  return Object.entries(node).flatMap(([key, below]) => leaves(below, [...path, key]));
}
