import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CatalogueFiles, catalogueFiles } from './catalogue-files.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOCUMENT = '../../docs/reference/problems.md';
const HEAD = `# Problems

Every refusal of our HTTP, in both languages, written by a test from the catalogues (new: delete the file and run
\`node_modules/.bin/vitest run --project=unit test/unit/problems-document\`). A problem's \`type\` is \`urn:angkutan:problem:\`
and its code in small letters with hyphens. Which call refuses with which code is in its service's \`/openapi.json\`.`;

/** Tables that several services have. */
const SHARED: Readonly<Record<string, { readonly name: string; readonly table: string }>> = {
  'packages/operations': { name: 'The operations of every service', table: 'src/problems.ts' },
  'packages/http': { name: 'Every service', table: 'src/platform-problems.ts' },
  'packages/operator-desk': {
    name: 'Every service in which operators act',
    table: 'src/problems.ts',
  },
};

test('the document of problems says what the services say (new: delete the file and run again)', async () => {
  // A web page refuses nothing.
  const files = (await catalogueFiles()).filter(({ place }) => !place.endsWith('/web'));
  const sections = files.map((one) => sectionOf(one));
  await expect(`${[HEAD, ...(await Promise.all(sections))].join('\n')}\n`).toMatchFileSnapshot(
    DOCUMENT,
  );
});

async function sectionOf({ place, texts }: CatalogueFiles): Promise<string> {
  const statuses = await statusesOf(place);
  const rows = statuses.map(([code = '', status = '']) => {
    const said = [texts.id, texts.en].map((one) =>
      ['title', 'detail'].map((part) => one.get(`problems.${code}.${part}`)),
    );
    return `| \`${code}\` | ${status} | ${said.map(([title, detail]) => `**${title}.** ${detail}`).join(' | ')} |`;
  });
  const name = SHARED[place]?.name ?? place.replace('services/', '');
  return `
## ${name}

| code | status | Bahasa Indonesia | English |
| --- | --- | --- | --- |
${rows.join('\n')}`;
}

/** Code and status of each row of a package's table. */
async function statusesOf(place: string): Promise<readonly (readonly string[])[]> {
  const file = SHARED[place]?.table ?? 'src/http/problems.ts';
  const source = await readFile(join(ROOT, place, file), 'utf8');
  return [...source.matchAll(/^ {2}([A-Z][A-Z_]+): (\d{3}),$/gm)].map((row) => row.slice(1));
}
