import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { claim, dropClaim } from './claim.ts';
import { openRecord, stopStale, type ProcessRecord } from './record.ts';
import { createTeardown, type Teardown } from './teardown.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Log = (line: string) => void;

/** One run of the launcher in one state folder; everything it starts hangs on it. */
export interface Session {
  readonly stateDir: string;
  readonly environment: Environment;
  readonly log: Log;
  readonly processes: ProcessRecord;
  readonly teardown: Teardown;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export interface SessionOptions {
  readonly stateDir: string;
  readonly environment: Environment;
  readonly log: Log;
  /** Forget the data that earlier runs kept. Keys and secrets stay. */
  readonly fresh?: boolean | undefined;
  /** Aborting it stops everything, also in the middle of a start. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Claims the state folder for this process, and stops what an earlier run left in it. Throws when another
 * launcher that is alive holds the folder.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { stateDir, environment, log } = options;
  const startedAt = Date.now();
  mkdirSync(join(stateDir, 'logs'), { recursive: true });
  const file = join(stateDir, 'launcher.json');
  claimFolder(file, stateDir);
  const teardown = createTeardown(log);
  teardown.defer('the state folder', async () => dropClaim(file));
  const stale = await stopStale(stateDir);
  if (stale.length > 0) log(`Stopped what an earlier run left behind: ${stale.join(', ')}`);
  if (options.fresh) rmSync(join(stateDir, 'data'), { recursive: true, force: true });
  mkdirSync(join(stateDir, 'data'), { recursive: true });
  options.signal?.addEventListener('abort', () => void teardown.close());
  if (options.signal?.aborted) await teardown.close();
  return { stateDir, environment, log, processes: openRecord(stateDir), teardown, startedAt };
}

/** A session that starts no process: it needs no folder, so one that a launcher holds is as good. */
export async function unclaimedSession(options: SessionOptions): Promise<Session> {
  const { stateDir, environment, log } = options;
  const processes: ProcessRecord = { add: neverStarts, remove: neverStarts };
  return {
    stateDir,
    environment,
    log,
    processes,
    teardown: createTeardown(log),
    startedAt: Date.now(),
  };
}

function neverStarts(): never {
  throw new Error('AKT_PROCESS_WITHOUT_CLAIM');
}

function claimFolder(file: string, stateDir: string): void {
  const holder = claim(file);
  if (holder === undefined) return;
  throw new Error(
    `${stateDir} is in use by a running stack (pid ${holder}). Stop that one first, or name another folder in ANGKUTAN_STATE_DIR.`,
  );
}
