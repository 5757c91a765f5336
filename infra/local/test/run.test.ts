import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@angkutan/testkit';
import { decodeJwt } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { given, stateFolder } from './fixtures/state.ts';

const ROOT = join(import.meta.dirname, '../../..');

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
}

function run(args: readonly string[], environment: Record<string, string | undefined> = {}): Run {
  const child = spawn(process.execPath, [join(ROOT, 'run.mjs'), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const texts = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, out: () => texts.out, err: () => texts.err, ended };
}

/** A start that will not end by itself: MongoDB as a process, and a registry that never answers. */
function neverReady(stateDir: string): Run {
  return run(['start', '--no-demo'], {
    ...given(),
    MONGODB_URI: '',
    SCHEMA_REGISTRY_URL: 'http://127.0.0.1:1',
    DOCKER_HOST: 'tcp://127.0.0.1:1',
    ANGKUTAN_STATE_DIR: stateDir,
  });
}

function running(stateDir: string): readonly { pid: number }[] {
  const file = join(stateDir, 'processes.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

describe('the launcher', () => {
  test('refuses a command that there is not, with those there are', async () => {
    const { ended, err } = run(['strat']);
    expect(await ended).toBe(1);
    expect(err()).toBe(
      'There is no command "strat". The commands are: start, test, bench, bench:console, token, personal-data, verify-journal.\n',
    );
  });

  test('prints a token and nothing else to standard output', async () => {
    const environment = { ANGKUTAN_STATE_DIR: stateFolder() };
    const { ended, out } = run(['token', '--sub', 'me', '--role', 'ops'], environment);
    expect(await ended).toBe(0);
    expect(decodeJwt(out().trim())).toMatchObject({ sub: 'me', role: 'ops' });
  });

  test.for([
    [['token', '--sub', 'me', '--role', 'king'], '--role is "king"'],
    [['start', '--speed', '9'], "'--speed'"],
  ] as const)('passes on that %o is refused by name', async ([args, name]) => {
    const { ended, err } = run(args, { ANGKUTAN_STATE_DIR: stateFolder() });
    expect(await ended).toBe(1);
    expect(err()).toContain(name);
  });

  test.for([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('stops all that a start has begun on %s, and exits %i', async ([signal, code]) => {
    const stateDir = stateFolder();
    const { child, ended } = neverReady(stateDir);
    await eventually(() => running(stateDir).length > 0, { within: 25_000 });
    child.kill(signal);
    // npm sends it once more; both are one.
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(running(stateDir)).toEqual([]);
  });

  test('that is killed with -9 takes everything with it', async () => {
    const stateDir = stateFolder();
    const { child } = neverReady(stateDir);
    await eventually(() => running(stateDir).length > 0, { within: 25_000 });
    child.kill('SIGKILL');
    await eventually(() => running(stateDir).length === 0);
    await eventually(() => !existsSync(join(stateDir, 'launcher.json')));
  });
});
