import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import type { Say } from './voice.ts';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules', '.bin');
// kafkajs computes a timeout from a clock that has not started; Node 24 warns of it for ever.
const NODE_OPTIONS = '--disable-warning=TimeoutNegativeWarning';
const KILL_AFTER_MS = 20_000;

export interface Program {
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Hears what the program says; default is our terminal. */
  readonly say?: Say | undefined;
}

/** Runs a program of the workspace; answers whether it ended with 0. */
export async function runProgram({ command, env, signal, say }: Program): Promise<boolean> {
  if (signal.aborted) return false;
  const [file = '', ...args] = command;
  // A group of its own, so that whatever it started ends with it.
  const child = spawn(file, args, {
    cwd: ROOT,
    env: { ...env, NODE_OPTIONS, PATH: `${BIN}${delimiter}${env['PATH'] ?? ''}` },
    stdio: say ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  if (say) for (const stream of [child.stdout, child.stderr]) stream?.on('data', say);
  const stop = () => {
    killGroup(child.pid, 'SIGTERM');
    setTimeout(() => killGroup(child.pid, 'SIGKILL'), KILL_AFTER_MS).unref();
  };
  signal.addEventListener('abort', stop, { once: true });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  child.once('error', (error) => {
    process.stderr.write(`${file} does not start: ${error.message}\n`);
    resolve(false);
  });
  child.once('close', (code) => resolve(code === 0));
  const ended = await promise;
  signal.removeEventListener('abort', stop);
  return ended;
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}
