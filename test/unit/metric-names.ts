import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = '{packages,services}/*/src/**/*.ts';
const MADE = /new (Counter|Gauge|Histogram)\(\{\s*name: '([a-z_]+)'/g;
const ASKED = /\b(?:angkutan|kaspro)_[a-z_]+\b/g;
const SERIES_OF_HISTOGRAM = ['_bucket', '_count', '_sum'];

/** Which of our metrics a text asks for although no source makes them. */
export async function lackingMetrics(text: string): Promise<readonly string[]> {
  const made = await metricsOfSources();
  const asked = new Set(text.match(ASKED) ?? []);
  return [...asked].filter((name) => !made.has(name));
}

/** Every series that the sources make, by name. */
async function metricsOfSources(): Promise<ReadonlySet<string>> {
  const made = new Set<string>();
  for await (const file of glob(SOURCES, { cwd: ROOT })) {
    if (file.endsWith('.test.ts')) continue;
    const text = await readFile(join(ROOT, file), 'utf8');
    for (const [, kind, name = ''] of text.matchAll(MADE)) {
      const endings = kind === 'Histogram' ? SERIES_OF_HISTOGRAM : [''];
      for (const ending of endings) made.add(name + ending);
    }
  }
  return made;
}
