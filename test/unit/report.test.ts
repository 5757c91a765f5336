import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countOf } from '../report.ts';

const counted = async (report: object) => {
  const file = join(await mkdtemp(join(tmpdir(), 'angkutan-report-')), 'report.json');
  await writeFile(file, JSON.stringify(report));
  return countOf(file);
};

it('a report counts its tests, and a file that broke before its first test as one failure', async () => {
  const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] };
  const failed = { status: 'failed', assertionResults: [{ status: 'failed' }] };
  const broken = { status: 'failed', assertionResults: [] };
  const testResults = [passed, failed, broken];
  const report = { numPassedTests: 1, numFailedTests: 1, testResults };
  expect(await counted(report)).toEqual({ passed: 1, failed: 2 });
  expect(await counted({ numPassedTests: 0, numFailedTests: 0 })).toEqual({ passed: 0, failed: 0 });
});
