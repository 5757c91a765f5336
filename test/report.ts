import { readFile } from 'node:fs/promises';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** What vitest's JSON report counts; a file that broke before its first test is one failure. */
export async function countOf(reportFile: string): Promise<Count> {
  const report: unknown = JSON.parse(await readFile(reportFile, 'utf8'));
  const files = listAt(report, 'testResults');
  const broken = files.filter(
    (file) =>
      fieldAt(file, 'status') === 'failed' && !listAt(file, 'assertionResults').some(failed),
  );
  const passed = Number(fieldAt(report, 'numPassedTests'));
  return { passed, failed: Number(fieldAt(report, 'numFailedTests')) + broken.length };
}

function failed(assertion: unknown): boolean {
  return fieldAt(assertion, 'status') === 'failed';
}

function fieldAt(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const list = fieldAt(value, name);
  return Array.isArray(list) ? list : [];
}
