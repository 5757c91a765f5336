import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { OpenApi } from '../served-documents.ts';

const FOLDER = join(import.meta.dirname, '../../../.angkutan/e2e/schemathesis');
const CONFIG = join(import.meta.dirname, 'schemathesis.toml');
const SEED = '20261122';
/** Per operation in fuzzing; coverage makes as many requests as a schema has edges. */
const EXAMPLES_MAX = '10';
/** Of one run; several times what it takes on two cores that do other work too. */
export const RUN_MAX_MS = 270_000;
const OUTPUT_MAX_BYTES = 64 * 1024 * 1024;

export interface Asked {
  /** Names the run, and its files in `.angkutan/e2e/schemathesis`. */
  readonly name: string;
  readonly url: string;
  readonly document: OpenApi;
  /** Empty where no operation asks for one. */
  readonly token: string;
  /** The folder where schemathesis is. */
  readonly tool: string;
}

export interface Outcome {
  readonly passed: boolean;
  /** What it found, for people. */
  readonly output: string;
  /** `POST /v1/tips` → how many requests were answered 2xx. */
  readonly accepted: ReadonlyMap<string, number>;
}

interface Report {
  readonly complete: boolean;
  readonly test_cases: { readonly generated: number };
  readonly valid_rates: Readonly<Record<string, Readonly<Record<string, { accepted: number }>>>>;
}

/** Has schemathesis try the document's operations in all its phases: examples, coverage, fuzzing, stateful. */
export async function runSchemathesis(asked: Asked): Promise<Outcome> {
  await mkdir(FOLDER, { recursive: true });
  const file = (kind: string) => join(FOLDER, `${asked.name}.${kind}.json`);
  await writeFile(file('openapi'), JSON.stringify(asked.document));
  const args = ['-m', 'schemathesis.cli', '--config-file', CONFIG, 'run', file('openapi')];
  const how = ['--url', asked.url, '--checks', 'all', '--seed', SEED, '--no-color'];
  const bounds = ['--max-examples', EXAMPLES_MAX];
  const told = ['--report', 'json', '--report-json-path', file('report')];
  const { code, output } = await python([...args, ...how, ...bounds, ...told], asked);
  const report: Report = JSON.parse(await readFile(file('report'), 'utf8'));
  const rates = Object.entries(report.valid_rates).map(([operation, phases]): [string, number] => [
    operation,
    Object.values(phases).reduce((sum, { accepted }) => sum + accepted, 0),
  ]);
  const passed = code === 0 && report.complete && report.test_cases.generated > 0;
  return { passed, output, accepted: new Map(rates) };
}

function python(
  args: readonly string[],
  { tool, token }: Asked,
): Promise<{ code: unknown; output: string }> {
  const options = {
    cwd: FOLDER,
    env: {
      ...process.env,
      PYTHONPATH: [tool, import.meta.dirname].join(delimiter),
      // The folder of hooks.py is the repository's.
      PYTHONDONTWRITEBYTECODE: '1',
      TOKEN: token,
      RUN: randomUUID(),
    },
    timeout: RUN_MAX_MS,
    maxBuffer: OUTPUT_MAX_BYTES,
  };
  return new Promise((resolve) => {
    execFile('python3', args, options, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? error.signal) : 0, output: stdout + stderr });
    });
  });
}
