import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { startTimeOf } from './identity.ts';

/**
 * Claims something for this process by a file that only one can make. A claim lasts until it is dropped or its
 * process dies. Returns the pid of the live process that holds it, or undefined when it is ours now.
 */
export function claim(file: string): number | undefined {
  const holder = holderOf(file);
  if (holder !== undefined) return holder;
  // What a dead process left.
  rmSync(file, { force: true });
  try {
    const mine = { pid: process.pid, startTime: startTimeOf(process.pid) };
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
    return undefined;
  } catch {
    // Somebody was faster by a moment.
    return holderOf(file) ?? 0;
  }
}

export function dropClaim(file: string): void {
  rmSync(file, { force: true });
}

function holderOf(file: string): number | undefined {
  try {
    const { pid, startTime }: { pid?: unknown; startTime?: unknown } = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    return typeof pid === 'number' && startTimeOf(pid) === startTime ? pid : undefined;
  } catch {
    return undefined;
  }
}
