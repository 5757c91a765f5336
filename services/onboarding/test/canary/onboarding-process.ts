import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '@angkutan/testkit';

const PROGRAM = join(import.meta.dirname, '../programs/onboarding.ts');
const START_MS = 50_000;

export interface OnboardingProcess {
  readonly url: string;
  /** All that it has written to standard output and standard error. */
  output(): string;
  stop(): Promise<void>;
}

/** The real service as a process of its own, with every level of its log. */
export async function startProcess(
  environment: Readonly<Record<string, string>>,
): Promise<OnboardingProcess> {
  const env = { ...environment, PORT: '0', LOG_LEVEL: 'trace' };
  const child = spawn(process.execPath, [PROGRAM], { env });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
  }
  const output = () => Buffer.concat(chunks).toString();
  const url = await eventually(() => listeningAt(output()), { within: START_MS }).catch(
    (error: unknown) => {
      child.kill('SIGKILL');
      throw new Error(`onboarding did not start:\n${output()}`, { cause: error });
    },
  );
  return { url, output, stop: () => stop(child) };
}

function listeningAt(output: string): string {
  return /"url":"(http[^"]+)".*"msg":"listening"/.exec(output)?.[1] ?? '';
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}
