import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { eventually, parts, testDatabase, unique } from '@angkutan/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const PROGRAM = join(import.meta.dirname, 'a-platform.ts');
/** Nobody listens on port 1. */
const NOWHERE = '127.0.0.1:1';

const suffix = unique('s');
const children: ChildProcess[] = [];
const sockets = new Set<Socket>();
let deaf: Server | undefined;
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});
afterAll(async () => {
  deaf?.close();
  for (const socket of sockets) socket.destroy();
  await testDatabase(`angkutan-start-up-${suffix}`).drop();
});

function start(environment: Record<string, string>) {
  const { kafkaBrokers, mongodbUri, schemaRegistryUrl } = parts();
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_SUFFIX: suffix,
      KAFKA_BROKERS: kafkaBrokers.join(','),
      MONGODB_URI: mongodbUri,
      SCHEMA_REGISTRY_URL: schemaRegistryUrl,
      AUTH_JWKS_URL: `http://${NOWHERE}/jwks.json`,
      AUTH_ISSUER: 'test',
      AUTH_AUDIENCE: 'test',
      PORT: '0',
      STARTUP_WAIT_S: '7',
      ...environment,
    },
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  return { exit, output: () => output };
}

/** A server that takes connections and never says a word. */
async function deafServer(): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
  });
  deaf = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return `127.0.0.1:${address.port}`;
}

describe('a service whose parts do not answer', () => {
  let runs: Map<string, ReturnType<typeof start>>;
  // All at once: each of them does nothing but wait.
  beforeAll(async () => {
    const registry = `http://${await deafServer()}`;
    runs = new Map([
      ['MongoDB', start({ MONGODB_URI: `mongodb://${NOWHERE}/?directConnection=true` })],
      ['Kafka', start({ KAFKA_BROKERS: NOWHERE })],
      ['the schema registry', start({ SCHEMA_REGISTRY_URL: `http://${NOWHERE}` })],
      ['a deaf registry', start({ SCHEMA_REGISTRY_URL: registry })],
    ]);
    await Promise.all([...runs.values()].map(({ exit }) => exit));
  });

  it.each(['MongoDB', 'Kafka', 'the schema registry'])(
    'waits for %s that is down, says so, and gives up with exit 1',
    async (part) => {
      const run = runs.get(part);
      expect(await run?.exit).toBe(1);
      expect(run?.output()).toContain(`waiting for ${part} at`);
      expect(run?.output()).toContain('did not answer in');
      expect(run?.output()).not.toContain('"listening"');
    },
  );

  it('gives up on a registry that accepts and never answers', async () => {
    const run = runs.get('a deaf registry');
    expect(await run?.exit).toBe(1);
    expect(run?.output()).toContain('waiting for the schema registry');
  });
});

describe('a service at its start', () => {
  it('listens once everything answers, and says so at every log level', async () => {
    const { output } = start({ STARTUP_WAIT_S: '30', LOG_LEVEL: 'fatal' });
    await eventually(() => output().includes('"listening"'), { within: 25_000 });
  });

  it.each([
    ['KAFKA_BROKERS', '', 'KAFKA_BROKERS is missing'],
    ['MONGODB_URI', 'postgres://secret@host', 'MONGODB_URI is not valid'],
    ['PORT', 'eighty', 'PORT is not valid'],
    ['ACCEPTED_OFFSET_GAPS', 'secret', 'ACCEPTED_OFFSET_GAPS is not valid'],
  ])('refuses a bad %s (%j) by name, without its value, with exit 1', async (name, value, said) => {
    const { exit, output } = start({ [name]: value });
    expect(await exit).toBe(1);
    expect(output()).toContain(said);
    expect(output()).not.toContain('secret');
  });
});
