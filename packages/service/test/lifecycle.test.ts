import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from '@angkutan/testkit';
import { afterEach, describe, expect, it } from 'vitest';

const PROGRAM = join(import.meta.dirname, 'a-service.ts');
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function service(mode: string, parentPid = process.pid) {
  const child = spawn(process.execPath, [PROGRAM, mode, String(parentPid)]);
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const lines = () => output.trim().split('\n');
  const exit = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  const running = () => eventually(() => lines().includes('running'));
  return { child, lines, exit, running };
}

describe('a service', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)(
    'asked by %s stops what it started, last first, and exits %i',
    async (signal, exitCode) => {
      const { child, running, exit, lines } = service('plain');
      await running();
      child.kill(signal);
      expect(await exit).toBe(exitCode);
      expect(lines()).toEqual(['running', 'second stopped', 'first stopped']);
    },
  );

  it('that fails while running stops in order and exits 1', async () => {
    const { exit, lines } = service('die');
    expect(await exit).toBe(1);
    expect(lines().slice(-2)).toEqual(['second stopped', 'first stopped']);
  });

  it('that cannot start stops what had been started and exits 1', async () => {
    const { exit, lines } = service('throw');
    expect(await exit).toBe(1);
    expect(lines()).toEqual(['second stopped', 'first stopped']);
  });

  it('stops the rest when one part does not stop cleanly', async () => {
    const { child, running, exit, lines } = service('break');
    await running();
    child.kill('SIGTERM');
    expect(await exit).toBe(143);
    expect(lines()).toEqual(['running', 'first stopped']);
  });

  it('that hangs is ended by a second signal, but not by the echo of the first', async () => {
    const { child, running, exit } = service('hang');
    await running();
    child.kill('SIGTERM');
    child.kill('SIGINT');
    const signalledAt = performance.now();
    await eventually(() => performance.now() - signalledAt > 600);
    expect(child.exitCode).toBeNull();
    child.kill('SIGTERM');
    expect(await exit).toBe(143);
  });

  it('whose launcher is gone stops by itself', async () => {
    expect(await service('plain', 999_999_999).exit).toBe(0);
  });
});
