import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@angkutan/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startTimeOf } from '../src/process/identity.ts';
import { openSession, type Session } from '../src/process/session.ts';
import { supervise } from '../src/process/supervise.ts';
import { session, stateFolder } from './fixtures/state.ts';

const SLEEP = 'setInterval(() => undefined, 1000);';

function program(of: Session, script: string, ready = async (): Promise<void> => undefined) {
  const logFile = join(of.stateDir, 'logs', 'sleeper.log');
  const pids: number[] = [];
  const spec = {
    command: {
      name: 'sleeper',
      file: process.execPath,
      args: ['-e', script],
      env: process.env,
      logFile,
    },
    ready,
    readyWithinMs: 5_000,
    onRunning: (pid: number): void => void pids.push(pid),
  };
  return { spec, pids };
}

describe('a supervised process', () => {
  test('is started again when it dies, and a line says so', async () => {
    const { session: own, lines } = await session();
    const { spec, pids } = program(own, SLEEP);
    await supervise(own, spec);
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await eventually(() => pids.length === 2);
    expect(startTimeOf(pids[1] ?? 0)).toBeDefined();
    expect(lines[0]).toMatch(/^sleeper died \(killed by SIGKILL\); starting it again/);
    await eventually(() => lines[1] === `sleeper runs again (pid ${pids[1]})`);
  });

  test('that ends before it is ready fails the start with its last words', async () => {
    const { session: own } = await session();
    const { spec } = program(
      own,
      'console.error("no disk left"); process.exit(3)',
      () => new Promise(() => undefined),
    );
    await expect(supervise(own, spec)).rejects.toThrow(/exit 3[^]*no disk left/);
  });

  test('is stopped by the end of the session, and not started again', async () => {
    const { session: own, lines } = await session();
    const { spec, pids } = program(own, SLEEP);
    await supervise(own, spec);
    await own.teardown.close();
    expect(startTimeOf(pids[0] ?? 0)).toBeUndefined();
    expect([pids.length, lines]).toEqual([1, []]);
  });

  test('that was being started when the session ended does not stay behind', async () => {
    const { session: own } = await session();
    const { spec } = program(own, SLEEP, (): Promise<void> => new Promise(() => undefined));
    const starting = supervise(own, spec).then(
      () => 'ready',
      (error: unknown) => String(error),
    );
    const recorded = (): { pid: number }[] =>
      JSON.parse(readFileSync(join(own.stateDir, 'processes.json'), 'utf8'));
    const entry = await eventually(() => recorded()[0]);
    await own.teardown.close();
    expect(await starting).toMatch(/ended before it was ready/);
    expect(startTimeOf(entry?.pid ?? 0)).toBeUndefined();
  });

  test('that cannot be started is named', async () => {
    const { session: own } = await session();
    const { spec } = program(own, SLEEP);
    const command = { ...spec.command, cwd: join(own.stateDir, 'nowhere') };
    await expect(supervise(own, { ...spec, command })).rejects.toThrow(/^sleeper does not start/);
  });
});

describe('a state folder', () => {
  test('is refused while another launcher that lives holds it', async () => {
    const { session: own } = await session();
    await expect(
      openSession({ stateDir: own.stateDir, environment: {}, log: () => undefined }),
    ).rejects.toThrow(`in use by a running stack (pid ${process.pid})`);
  });

  test('whose launcher is dead is taken over', async () => {
    const stateDir = stateFolder();
    const dead = { pid: process.pid, startTime: 'another time' };
    writeFileSync(join(stateDir, 'launcher.json'), JSON.stringify(dead));
    await expect(session(stateDir)).resolves.toBeDefined();
  });

  test('is rid of what an earlier launcher left running in it', async () => {
    const stateDir = stateFolder();
    const left = sleeper();
    await recordOf(stateDir, left, startTimeOf(left));
    const { lines } = await session(stateDir);
    expect(startTimeOf(left)).toBeUndefined();
    expect(lines).toEqual(['Stopped what an earlier run left behind: sleeper']);
  });

  test('does not cost a stranger his life who has got the pid since', async () => {
    const stateDir = stateFolder();
    const stranger = sleeper();
    await recordOf(stateDir, stranger, 'another time');
    const { lines } = await session(stateDir);
    expect(startTimeOf(stranger)).toBeDefined();
    expect(lines).toEqual([]);
  });
});

function sleeper(): number {
  const child = spawn(process.execPath, ['-e', SLEEP], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid ?? 0;
}

async function recordOf(
  stateDir: string,
  pid: number,
  startTime: string | undefined,
): Promise<void> {
  writeFileSync(
    join(stateDir, 'processes.json'),
    JSON.stringify([{ name: 'sleeper', pid, startTime }]),
  );
}
