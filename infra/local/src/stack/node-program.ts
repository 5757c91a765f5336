import { join } from 'node:path';
import { readFrom } from '../process/files.ts';
import { sayReady } from '../process/ready-line.ts';
import type { Environment, Session } from '../process/session.ts';
import { supervise } from '../process/supervise.ts';
import { until } from '../process/until.ts';

export interface Program {
  /** For people, and for the log file: "wallet", "wallet-2". */
  readonly name: string;
  /** The TypeScript file to run. */
  readonly main: string;
  readonly environment: Environment;
  readonly onRunning?: (running: { pid: number; url: string }) => void;
}

const READY_WITHIN_MS = 90_000;

/**
 * Starts one of our own programs and keeps it running. Ready means: it has written the log line that says
 * where it listens. Resolves with that address.
 */
export async function startProgram(session: Session, program: Program): Promise<string> {
  const logFile = join(session.stateDir, 'logs', `${program.name}.log`);
  let url = '';
  await supervise(session, {
    command: {
      name: program.name,
      file: process.execPath,
      args: ['--disable-warning=TimeoutNegativeWarning', program.main],
      env: {
        ...session.environment,
        ...program.environment,
        ANGKUTAN_PARENT_PID: String(process.pid),
      },
      logFile,
    },
    readyWithinMs: READY_WITHIN_MS,
    ready: async (signal, logOffset) => {
      const listening = createListeningWatch(logFile, logOffset);
      const patience = {
        what: `${program.name} listens`,
        withinMs: READY_WITHIN_MS,
        signal,
        log: session.log,
      };
      url = await until(async () => listening(), patience);
    },
    onRunning: (pid) => program.onRunning?.({ pid, url }),
  });
  sayReady(session, program.name, url);
  return url;
}

/** Reads on in the log at every call, until the line that says where the program listens. */
function createListeningWatch(logFile: string, logOffset: number): () => string | undefined {
  let offset = logOffset;
  let rest = '';
  return () => {
    const { text, next } = readFrom(logFile, offset);
    offset = next;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    return lines.map(listeningAt).find((url) => url !== undefined);
  };
}

function listeningAt(line: string): string | undefined {
  if (!line.includes('"listening"')) return undefined;
  try {
    const { msg, url }: { msg?: unknown; url?: unknown } = JSON.parse(line);
    return msg === 'listening' && typeof url === 'string' ? url : undefined;
  } catch {
    // A line that only looks like one of ours.
    return undefined;
  }
}
