import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const STAT_STATE = 0;
const STAT_START_TIME = 19;

/**
 * When a running process was started, as an opaque text; undefined when no such process runs.
 * A pid alone proves nothing: it may belong to somebody else by now.
 */
export function startTimeOf(pid: number): string | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[STAT_STATE] === 'Z') return undefined;
    // Ticks count from boot, so they name a process only together with the boot.
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${fields[STAT_START_TIME]}`;
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): string | undefined {
  const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return ps.stdout.trim() || undefined;
}
