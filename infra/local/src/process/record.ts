import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './files.ts';
import { startTimeOf } from './identity.ts';
import { until } from './until.ts';

interface RecordedProcess {
  readonly name: string;
  readonly pid: number;
  readonly startTime: string;
}

/** The processes of one run, on disk, so that the next run finds those that outlived their launcher. */
export interface ProcessRecord {
  add(name: string, pid: number): void;
  remove(pid: number): void;
}

const STOP_WITHIN_MS = 15_000;
const KILL_WITHIN_MS = 5_000;

/** Opens the record of a state folder; what it held before is forgotten, so call `stopStale` first. */
export function openRecord(stateDir: string): ProcessRecord {
  const file = recordFile(stateDir);
  const entries: RecordedProcess[] = [];
  const save = (): void => writeAtomically(file, JSON.stringify(entries, null, 2));
  save();
  return {
    add(name, pid) {
      entries.push({ name, pid, startTime: startTimeOf(pid) ?? '' });
      save();
    },
    remove(pid) {
      const at = entries.findIndex((entry) => entry.pid === pid);
      if (at >= 0) entries.splice(at, 1);
      save();
    },
  };
}

/**
 * Stops what an earlier run of the same folder left behind: mongod would hold its lock, Kafka its log.
 * Returns the names of those stopped.
 */
export async function stopStale(stateDir: string): Promise<readonly string[]> {
  const alive = readRecord(stateDir).filter(isSame).toReversed();
  for (const entry of alive) await stopOne(entry);
  return alive.map((entry) => entry.name);
}

function recordFile(stateDir: string): string {
  return join(stateDir, 'processes.json');
}

function readRecord(stateDir: string): readonly RecordedProcess[] {
  const file = recordFile(stateDir);
  if (!existsSync(file)) return [];
  const entries: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(entries) ? entries.filter(isRecorded) : [];
}

function isRecorded(entry: unknown): entry is RecordedProcess {
  if (typeof entry !== 'object' || entry === null) return false;
  return 'name' in entry && 'pid' in entry && 'startTime' in entry && typeof entry.pid === 'number';
}

function isSame(entry: RecordedProcess): boolean {
  return startTimeOf(entry.pid) === entry.startTime;
}

async function stopOne(entry: RecordedProcess): Promise<void> {
  const gone = async (): Promise<true | undefined> => (isSame(entry) ? undefined : true);
  const what = `${entry.name} of an earlier run (pid ${entry.pid}) stops`;
  process.kill(entry.pid, 'SIGTERM');
  try {
    await until(gone, { what, withinMs: STOP_WITHIN_MS });
  } catch {
    process.kill(entry.pid, 'SIGKILL');
    await until(gone, { what, withinMs: KILL_WITHIN_MS });
  }
}

/** Kills at once whatever of a state folder still runs: for a person who will not wait. */
export function killRecorded(stateDir: string): void {
  for (const entry of readRecord(stateDir).filter(isSame)) process.kill(entry.pid, 'SIGKILL');
}
