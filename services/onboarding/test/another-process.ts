import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@angkutan/testkit';
import type { OnboardingUnderTest } from './onboarding-under-test.ts';

/** A second onboarding, in a process of its own, on the same database. */
export async function anotherProcess({ given, database }: OnboardingUnderTest) {
  const program = join(import.meta.dirname, 'onboarding-process.ts');
  const args = [program, JSON.stringify(given), database];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  const found = await eventually(() => /"url":"([^"]+)"/.exec(output), { within: 30_000 });
  return {
    url: found?.[1] ?? '',
    /** What it has had in memory at most, in MiB. */
    async memoryPeak(): Promise<number> {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    },
    async kill() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
