/**
 * Writes what follows from the schemas: TypeScript types, the AsyncAPI document, and golden messages of new versions.
 * With `--check` it writes nothing, names what differs and exits 1.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import prettier from 'prettier';
import { asyncApi } from './generate/asyncapi.ts';
import { newGoldenFiles } from './generate/golden.ts';
import { typescriptFiles } from './generate/typescript.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
const GENERATED = join(import.meta.dirname, 'generated');
const ASYNCAPI = join(REPOSITORY, 'docs/reference/asyncapi.json');
const CONTRACT_VERSION = '1.0.0';

const formatted = async (path: string, text: string) => ({
  path,
  content: Buffer.from(
    await prettier.format(text, { ...(await prettier.resolveConfig(path)), filepath: path }),
  ),
});

const golden = newGoldenFiles();
const wanted = [
  ...golden,
  ...(await Promise.all(
    typescriptFiles().map(({ name, text }) => formatted(join(GENERATED, name), text)),
  )),
  await formatted(ASYNCAPI, JSON.stringify(asyncApi(CONTRACT_VERSION))),
];
const stale = wanted.filter(
  ({ path, content }) => !existsSync(path) || !readFileSync(path).equals(content),
);

for (const { path, content } of stale) {
  const name = relative(REPOSITORY, path);
  if (process.argv.includes('--check')) {
    console.error(
      `${name} is not what the schemas say: run \`node packages/events/src/generate.ts\``,
    );
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    console.log(`wrote ${name}`);
  }
}
