import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const DOCUMENTS = ['*.md', 'docs/**/*.md', '{packages,services,infra}/*/README.md'];
// Packages bring documents of their own.
const outside = (name: string): boolean => name.endsWith('node_modules');
const LINK = /\]\(([^)\s#]+)(?:#[^)]*)?\)/g;

test('every link of a document leads to a file', async () => {
  const broken: string[] = [];
  for await (const file of glob(DOCUMENTS, { cwd: ROOT, exclude: outside })) {
    const text = await readFile(join(ROOT, file), 'utf8');
    for (const [, target = ''] of text.matchAll(LINK)) {
      if (/^[a-z]+:/.test(target)) continue;
      if (!existsSync(join(ROOT, dirname(file), target))) broken.push(`${file}: ${target}`);
    }
  }
  expect(broken).toEqual([]);
});
