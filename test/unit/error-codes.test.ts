import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const CODE = /\bAKT_[A-Z]+(?:_[A-Z]+)*\b/g;
const SOURCES = '{packages,services,infra}/*/src/**/*.ts';
const LIST = 'docs/error-codes.md';

describe('an error code', () => {
  test('is listed once it is in the sources, and no longer than that', async () => {
    const used = new Set<string>();
    for await (const file of glob(SOURCES, { cwd: ROOT })) {
      if (file.endsWith('.test.ts')) continue;
      for (const code of codesIn(await read(file))) used.add(code);
    }
    const listed = (await read(LIST)).split('\n').flatMap((line) => rowOf(line)?.code ?? []);

    expect(listed.toSorted()).toEqual([...used].toSorted());
  });

  test('that somebody must look at has a runbook that says what to do about it', async () => {
    const alerts = (await read(LIST)).split('\n').flatMap((line) => rowOf(line) ?? []);
    const linked = alerts.filter(({ runbook }) => runbook !== undefined);
    expect(linked.length).toBeGreaterThan(0);
    for (const { code, runbook = '' } of linked) {
      const text = await read(join(dirname(LIST), runbook));
      expect(codesIn(text), `${runbook} says nothing of ${code}`).toContain(code);
    }
  });
});

async function read(file: string): Promise<string> {
  return await readFile(join(ROOT, file), 'utf8');
}

function codesIn(text: string): readonly string[] {
  return text.match(CODE) ?? [];
}

/** A row of a table whose first cell is a code, and the runbook it links to, if any. */
function rowOf(line: string): { code: string; runbook?: string } | undefined {
  const code = /^\| `(AKT_[A-Z_]+)` \|/.exec(line)?.[1];
  const runbook = /\]\((runbooks\/[^)]+)\)/.exec(line)?.[1];
  return code === undefined ? undefined : { code, ...(runbook !== undefined && { runbook }) };
}
