import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';

const main = new URL('../src/main.ts', import.meta.url).pathname;
const environment = {
  PORT: '0',
  KASPRO_PARTNER_ID: 'angkutan',
  KASPRO_SECRET: 'rahasia',
  KASPRO_ESCROW_ACCOUNT: '100000000001',
  KASPRO_CORPORATE_ACCOUNT: '100000000002',
};

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, output: text(child.stdout), exit: once(child, 'exit') };
}

describe('the simulator as a process', () => {
  test('says where it listens, and ends with 0 when it is told to', async () => {
    const { child, output, exit } = start(environment);
    const [first] = await once(child.stdout, 'data');
    const line = JSON.parse(String(first));
    expect(line).toMatchObject({
      msg: 'listening',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect((await fetch(`${line.url}/sandbox/accounts`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(await output).not.toContain('rahasia');
  });

  test.each([
    ['KASPRO_SECRET', ''],
    ['KASPRO_ESCROW_ACCOUNT', 'escrow'],
    ['PORT', '70000'],
    ['KASPRO_VA_PREFIXES', 'BCA'],
    ['CALLBACK_URL', 'nowhere'],
    ['SIMULATOR_SETTLE_MS', '-1'],
  ])('names %s when it is %j, and exits with 1 before it listens', async (name, value) => {
    const { output, exit } = start({ ...environment, [name]: value });
    expect(await exit).toEqual([1, null]);
    expect(await output).toContain(name);
    expect(await output).not.toContain('listening');
  });

  test('ends when the process that started it is gone', async () => {
    const { exit } = start({ ...environment, ANGKUTAN_PARENT_PID: '1' });
    expect(await exit).toEqual([0, null]);
  });
});
