import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from './avro.ts';
import { dataFromJson } from './generate/golden.ts';
import { createReader } from './reader.ts';
import { GOLDEN, SCHEMAS, goldenVersions, historyOf } from './schemas.ts';

const messages = goldenVersions().flatMap((version) =>
  readdirSync(join(GOLDEN, version))
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ version, type: file.replace('.json', '') })),
);

describe('a golden message', () => {
  test.each(messages)(
    'of $type $version is still read, with all that it said',
    ({ version, type }) => {
      const file = (ending: string) => readFileSync(join(GOLDEN, version, `${type}.${ending}`));
      const schema = file('avsc').toString();
      const event = createReader(1, schema)(file('bin'));
      const said = dataFromJson(compile(schema), JSON.parse(file('json').toString()));
      expect(event.type).toBe(type);
      expect(event.data).toMatchObject(Object(said));
    },
  );

  test.each([...SCHEMAS.values()])('exists for the current schema of $type', (schema) => {
    const frozen = historyOf(schema.type).map(({ fingerprint }) => fingerprint);
    expect(frozen).toContain(schema.fingerprint);
  });

  test.each([...SCHEMAS.keys()])(
    'exists for every version that %s ever had, without a gap',
    (type) => {
      const versions = goldenVersions().filter((v) => existsSync(join(GOLDEN, v, `${type}.avsc`)));
      expect(versions).toEqual(goldenVersions().slice(0, versions.length));
    },
  );
});

test('types, AsyncAPI document and golden messages are what the schemas say', () => {
  const generate = join(import.meta.dirname, 'generate.ts');
  expect(() =>
    execFileSync(process.execPath, [generate, '--check'], { stdio: 'pipe' }),
  ).not.toThrow();
});
