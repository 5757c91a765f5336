import { spawn, spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync } from 'node:fs';

/** A program to run; its words go to the log file. */
export interface Command {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly logFile: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that does not outlive the launcher. */
export interface TiedProcess {
  readonly pid: number;
  /** The size of the log before the first word of this process. */
  readonly logOffset: number;
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
}

let tie: readonly string[] | undefined;

/**
 * Starts a program tied to the launcher's life: the kernel sends it SIGTERM when the launcher dies, even
 * by kill -9. setpriv becomes the program, so the pid stays. Where there is no setpriv the process record
 * lets the next start find the survivors. Throws when the program does not start.
 */
export async function spawnTied(command: Command): Promise<TiedProcess> {
  tie ??= findTie();
  const [file = '', ...args] = [...tie, command.file, ...command.args];
  // A descriptor, not a pipe: a log keeps being written when the launcher is gone, and costs it nothing.
  const log = openSync(command.logFile, 'a');
  const logOffset = fstatSync(log).size;
  const child = spawn(file, args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', log, log],
    // In a group of its own the terminal's Ctrl-C does not reach it: the launcher stops it in order.
    detached: true,
  });
  closeSync(log);
  const ended = new Promise<Ended>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', (error) => {
      reject(new Error(`${command.name} does not start: ${error.message}`));
    });
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
  return { pid, logOffset, ended, kill: (signal) => void child.kill(signal) };
}

/** "exit 1" or "killed by SIGKILL". */
export function describeEnd(ended: Ended): string {
  return ended.signal ? `killed by ${ended.signal}` : `exit ${ended.code}`;
}

function findTie(): readonly string[] {
  const tried = spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' });
  return tried.status === 0 ? ['setpriv', '--pdeathsig', 'TERM', '--'] : [];
}
