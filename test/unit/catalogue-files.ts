import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

export const LANGUAGES = ['id', 'en'] as const;

/** One package that says something to people: its texts by language and key, and its sources. */
export interface CatalogueFiles {
  /** `services/wallet`. */
  readonly place: string;
  readonly texts: Readonly<Record<(typeof LANGUAGES)[number], ReadonlyMap<string, string>>>;
  readonly sources: string;
}

/** Every catalogue of the workspace. A list of texts counts as one text per item. */
export async function catalogueFiles(): Promise<readonly CatalogueFiles[]> {
  const places = new Set<string>();
  for await (const file of glob('{packages,services,infra}/*/locales/*.json', { cwd: ROOT })) {
    places.add(join(file, '../..'));
  }
  const found = [...places].toSorted().map(async (place) => ({
    place,
    texts: { id: await textsOf(place, 'id'), en: await textsOf(place, 'en') },
    sources: await sourcesOf(place),
  }));
  return await Promise.all(found);
}

/** The key by which code asks for a text: without its plural. */
export const asked = (key: string): string => key.replace(PLURAL, '');

/** The placeholders of a text, in no order: `amount, rupiah`. */
export function placeholders(text: string): readonly string[] {
  const holes = [...text.matchAll(/\{\{([^}]*)\}\}/g)].map(([, hole = '']) => hole.trim());
  return [...new Set(holes)].toSorted();
}

export async function sourcesOf(place: string): Promise<string> {
  const texts: string[] = [];
  for await (const file of glob(`${place}/src/**/*.ts`, { cwd: ROOT })) {
    if (!file.endsWith('.test.ts')) texts.push(await readFile(join(ROOT, file), 'utf8'));
  }
  return texts.join('\n');
}

async function textsOf(place: string, language: string): Promise<ReadonlyMap<string, string>> {
  const file = join(ROOT, place, 'locales', `${language}.json`);
  const texts: unknown = JSON.parse(await readFile(file, 'utf8'));
  return new Map(leaves(texts, []));
}

function leaves(node: unknown, path: readonly string[]): readonly (readonly [string, string])[] {
  if (typeof node !== 'object' || node === null) return [[path.join('.'), String(node)]];
  return Object.entries(node).flatMap(([key, below]) => leaves(below, [...path, key]));
}
