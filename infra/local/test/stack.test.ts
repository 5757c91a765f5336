import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@angkutan/testkit';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readStack, startStack, type Stack } from '../src/index.ts';
import { loadSigningKey } from '../src/stack/signing-key.ts';
import { given, stateFolder } from './fixtures/state.ts';

const root = join(import.meta.dirname, 'fixtures/root');

async function start(options: {
  stateDir?: string;
  instances?: number;
  environment?: Record<string, string>;
}): Promise<{ stack: Stack; stateDir: string; lines: string[] }> {
  const lines: string[] = [];
  const stateDir = options.stateDir ?? stateFolder();
  const stack = await startStack({
    root,
    stateDir,
    environment: { ...given(), ...options.environment },
    log: (line) => void lines.push(line),
    instances: options.instances ?? 1,
  });
  onTestFinished(() => stack.stop());
  return { stack, stateDir, lines };
}

async function environmentOf(url: string): Promise<Record<string, string>> {
  const answer = await fetch(url, { headers: { connection: 'close' } });
  const { environment }: { environment: Record<string, string> } = JSON.parse(await answer.text());
  return environment;
}

describe('a running stack', () => {
  test('tells where everything is, until it stops', async () => {
    const { stack, stateDir } = await start({ instances: 2 });
    const told = readStack(stateDir);
    expect(told?.services.wallet).toMatchObject({
      ...stack.services.wallet[0],
      instances: stack.services.wallet,
    });
    expect(stack.services.payments).toHaveLength(2);
    expect(told).toMatchObject({
      kafka: stack.kafka,
      kaspro: { url: stack.kaspro.url },
      console: { signInUrl: expect.stringMatching(/\/#token=/) },
      launcher: { pid: process.pid },
    });
    await stack.stop();
    expect(existsSync(join(stateDir, 'stack.json'))).toBe(false);
  });

  test('starts a service again that was killed, and tells the truth about it', async () => {
    const { stack, stateDir, lines } = await start({});
    const before = stack.services.wallet[0]?.pid ?? 0;
    process.kill(before, 'SIGKILL');
    const after = await eventually(() => {
      const now = readStack(stateDir)?.services.wallet;
      return now && now.pid !== before ? now : undefined;
    });
    expect((await environmentOf(after?.url ?? ''))['PORT']).toBeDefined();
    expect(lines.some((line) => line.startsWith('wallet died (killed by SIGKILL)'))).toBe(true);
  });

  test('gives every service what it needs', async () => {
    const { stack } = await start({});
    const { url } = stack.services.wallet[0] ?? { url: '' };
    const environment = await environmentOf(url);
    expect(environment).toMatchObject({
      KAFKA_BROKERS: stack.kafka.brokers.join(','),
      MONGODB_URI: stack.mongodb.uri,
      SCHEMA_REGISTRY_URL: stack.schemaRegistry.url,
      KASPRO_BASE_URL: stack.kaspro.url,
      ANGKUTAN_MODE: 'local',
      ANGKUTAN_PARENT_PID: String(process.pid),
    });
    expect(Buffer.from(environment['EVENT_SEALING_KEY'] ?? '', 'base64')).toHaveLength(32);
    expect((await environmentOf(stack.kaspro.url))['CALLBACK_URL']).toBe(
      `${url}/webhooks/kaspro/transactions`,
    );
    const keys = createRemoteJWKSet(new URL(environment['AUTH_JWKS_URL'] ?? ''));
    const expected = {
      issuer: environment['AUTH_ISSUER'] ?? '',
      audience: environment['AUTH_AUDIENCE'] ?? '',
    };
    const { payload } = await jwtVerify(
      await stack.token({ sub: 'me', role: 'ops' }),
      keys,
      expected,
    );
    expect(payload).toMatchObject({ sub: 'me', role: 'ops' });
  });

  test('keeps its secrets from one start to the next', async () => {
    const { stack, stateDir } = await start({});
    const before = await environmentOf(stack.services.wallet[0]?.url ?? '');
    await stack.stop();
    const { stack: again } = await start({ stateDir });
    const after = await environmentOf(again.services.wallet[0]?.url ?? '');
    for (const name of ['EVENT_SEALING_KEY', 'LOOKUP_KEY', 'KASPRO_SECRET'])
      expect(after[name]).toBe(before[name]);
    expect(statSync(join(stateDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('moves a service up to a free port when its own is taken', async () => {
    const { stack } = await start({});
    const { stack: second } = await start({});
    const ports = [stack, second].flatMap(({ services, kaspro }) =>
      [...Object.values(services).flat(), kaspro].map(({ url }) => url),
    );
    expect(new Set(ports).size).toBe(ports.length);
    expect(ports.length).toBeGreaterThan(2);
  });
});

describe('a stack', () => {
  test('whose service refuses its environment does not start, and shows what it said', async () => {
    const stateDir = stateFolder();
    await expect(start({ stateDir, environment: { REFUSE: 'payments' } })).rejects.toThrow(
      /payments ended before it was ready \(exit 1\)[^]*KASPRO_SECRET is missing/,
    );
    expect(existsSync(join(stateDir, 'stack.json'))).toBe(false);
  });

  test('that is given a KasPro starts no simulator', async () => {
    const environment = {
      KASPRO_BASE_URL: 'https://kaspro.test',
      KASPRO_PARTNER_ID: 'us',
      KASPRO_SECRET: 'secret',
      KASPRO_ESCROW_ACCOUNT: '1',
      KASPRO_CORPORATE_ACCOUNT: '2',
    };
    const { stack } = await start({ environment });
    const accounts = { escrow: '1', corporate: '2' };
    expect(stack.kaspro).toEqual({ url: 'https://kaspro.test', sandbox: false, accounts });
    const told = await environmentOf(stack.services.wallet[0]?.url ?? '');
    expect(told).toMatchObject(environment);
  });

  test('that is given half a KasPro names the other half', async () => {
    await expect(
      start({ environment: { KASPRO_BASE_URL: 'https://kaspro.test', KASPRO_SECRET: 's' } }),
    ).rejects.toThrow(
      'missing: KASPRO_PARTNER_ID, KASPRO_ESCROW_ACCOUNT, KASPRO_CORPORATE_ACCOUNT',
    );
  });

  test('whose launcher is dead is no running stack', () => {
    const stateDir = stateFolder();
    const launcher = { pid: process.pid, startTime: 'another time' };
    writeFileSync(join(stateDir, 'stack.json'), JSON.stringify({ launcher }));
    expect(readStack(stateDir)).toBeUndefined();
  });
});

test('a development token is good for whoever knows the served key, for a while', async () => {
  const stateDir = stateFolder();
  const key = await loadSigningKey(stateDir);
  const token = await (await loadSigningKey(stateDir)).token({ sub: 'cust-1', role: 'customer' });
  await expect(
    jwtVerify(token, createLocalJWKSet({ keys: [...key.jwks.keys] })),
  ).resolves.toBeDefined();
  expect(decodeJwt(token)).toMatchObject({
    sub: 'cust-1',
    role: 'customer',
    exp: expect.any(Number),
  });
  expect(JSON.stringify(key.jwks)).not.toContain('"d"');
  expect(statSync(join(stateDir, 'signing-key.json')).mode & 0o777).toBe(0o600);
});
