import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Session } from '../process/session.ts';

export interface ToolRun {
  /** What is being fetched, for people: "Kafka 4.1.0 from Maven Central". */
  readonly what: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Counted and shown as progress when a line of output matches. */
  readonly counts?: { readonly line: RegExp; readonly noun: string };
  /** How it is announced; default Downloading. */
  readonly verb?: string;
  /** No line of its own: a short step of a download that has been announced. */
  readonly quiet?: true;
}

const PROGRESS_EVERY_MS = 3_000;
const LAST_LINES = 15;

/** Runs a download tool to its end, with a line of progress now and then. Throws with its last words. */
export async function runTool(session: Session, run: ToolRun): Promise<void> {
  const startedAt = Date.now();
  const lines: string[] = [];
  let counted = 0;
  const child = spawn(run.file, run.args, {
    cwd: run.cwd,
    env: { ...session.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  session.teardown.defer(run.what, async () => void child.kill('SIGTERM'));
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (run.counts?.line.test(line)) counted += 1;
      lines.push(line);
      if (lines.length > LAST_LINES) lines.shift();
    });
  }
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    // None when the tool finds everything in its own cache.
    const count = run.counts && counted > 0 ? `${counted} ${run.counts.noun}, ` : '';
    session.log(`  ${run.what}: ${count}${seconds} s`);
  }, PROGRESS_EVERY_MS);
  if (!run.quiet) session.log(`${run.verb ?? 'Downloading'} ${run.what}`);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0)
      throw new Error(`${run.what}: ${run.file} ended with ${code}\n${lines.join('\n')}`);
  } finally {
    clearInterval(progress);
  }
}
