import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { createTopic, eventually, parts, unique } from '@angkutan/testkit';
import mongoose from 'mongoose';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startParts } from '../src/index.ts';
import { startTimeOf } from '../src/process/identity.ts';
import { given, stateFolder } from './fixtures/state.ts';

const NO_ENGINE = 'tcp://127.0.0.1:1';

describe('parts that are given', () => {
  test('are used as they are, and nothing is started', async () => {
    const stateDir = stateFolder();
    const brought = await startParts({ stateDir, environment: given(), topics: [] });
    expect(brought).toMatchObject({
      kafka: { brokers: parts().kafkaBrokers },
      mongodb: { uri: parts().mongodbUri },
      how: { kafka: 'external', mongodb: 'external', schemaRegistry: 'external' },
    });
    expect(existsSync(join(stateDir, 'processes.json'))).toBe(false);
  });

  test('get the topics that are missing, and keep those that are there as they are', async () => {
    const kept = await createTopic('kept', 2);
    const topics = [
      { name: unique('made'), partitions: 3 },
      { name: kept, partitions: 4 },
    ];
    const lines: string[] = [];
    const log = (line: string): void => void lines.push(line);
    const start = () => startParts({ stateDir: stateFolder(), environment: given(), topics, log });
    await start();
    await start();
    const warning = `The topic ${kept} has 2 partitions, not 4; it is kept, for its keys are ordered by them`;
    expect(lines.filter((line) => line.includes(kept))).toEqual([warning, warning]);
  });

  test('that do not answer are named', async () => {
    const nowhere = { SCHEMA_REGISTRY_URL: 'http://127.0.0.1:1', STARTUP_WAIT_S: '1' };
    const environment = { ...given(), ...nowhere };
    await expect(startParts({ stateDir: stateFolder(), environment, topics: [] })).rejects.toThrow(
      'The schema registry at http://127.0.0.1:1 answers: not within 1 s',
    );
  });
});

describe('a forced way that cannot work says why', () => {
  const start = (environment: Record<string, string | undefined>) =>
    startParts({
      stateDir: stateFolder(),
      environment: { ...given(), ...environment },
      topics: [],
    });

  test.for([
    [
      { ANGKUTAN_INFRA: 'external', MONGODB_URI: '' },
      'needs every address, and MONGODB_URI is not given',
    ],
    [{ ANGKUTAN_INFRA: 'podman' }, 'ANGKUTAN_INFRA is "podman"; it may be external, docker, local'],
    [
      { ANGKUTAN_INFRA: 'docker', DOCKER_HOST: NO_ENGINE },
      'cannot work: no Docker engine answers at tcp://127.0.0.1:1',
    ],
  ] as const)('%o', async ([environment, reason]) => {
    await expect(start(environment)).rejects.toThrow(reason);
  });

  test('also of an engine that answers and cannot get the images', async () => {
    const host = await engineWithoutImages();
    vi.stubEnv('DOCKER_HOST', host);
    await expect(start({ ANGKUTAN_INFRA: 'docker', DOCKER_HOST: host })).rejects.toThrow(
      /ANGKUTAN_INFRA=docker cannot work: the image mongo:\S+ cannot be had/,
    );
  });
});

describe('MongoDB as a process', () => {
  const environment = () => ({ ...given(), MONGODB_URI: '', DOCKER_HOST: NO_ENGINE });

  test('finds its data again, at another port too, unless it starts fresh', async () => {
    const stateDir = stateFolder();
    const first = await startParts({ stateDir, environment: environment(), topics: [] });
    await count(first.mongodb.uri, 'insert');
    await first.stop();
    const blocker = await occupy(Number(new URL(first.mongodb.uri).port));
    const second = await startParts({ stateDir, environment: environment(), topics: [] });
    expect(second.mongodb.uri).not.toBe(first.mongodb.uri);
    expect(await count(second.mongodb.uri)).toBe(1);
    await second.stop();
    blocker.close();
    const third = await startParts({
      stateDir,
      environment: environment(),
      topics: [],
      fresh: true,
    });
    expect(await count(third.mongodb.uri)).toBe(0);
    await third.stop();
  });

  test('goes down with a launcher that is killed with -9', async () => {
    const stateDir = stateFolder();
    const launcher = spawn(
      process.execPath,
      [join(import.meta.dirname, 'fixtures/launcher.ts'), stateDir],
      {
        env: { ...process.env, ...given() },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    await new Promise((resolve) =>
      createInterface({ input: launcher.stdout }).once('line', resolve),
    );
    const [mongod]: { pid: number }[] = JSON.parse(
      readFileSync(join(stateDir, 'processes.json'), 'utf8'),
    );
    expect(startTimeOf(mongod?.pid ?? 0)).toBeDefined();
    launcher.kill('SIGKILL');
    await eventually(() => startTimeOf(mongod?.pid ?? 0) === undefined);
  });
});

async function count(uri: string, act?: 'insert'): Promise<number> {
  const client = new mongoose.mongo.MongoClient(uri);
  try {
    const rows = client.db('kept').collection('rows');
    if (act === 'insert') await rows.insertOne({ kept: true }, { writeConcern: { w: 'majority' } });
    return await rows.countDocuments();
  } finally {
    await client.close();
  }
}

async function occupy(port: number): Promise<{ close: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

/** An engine that is there, knows no image and reaches no registry. */
async function engineWithoutImages(): Promise<string> {
  const server = createServer((request, response) => {
    const known = /\/_ping$|\/info$|\/version$/.test(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    response.writeHead(known ? 200 : 404).end(known ? '{}' : '{"message":"no such image"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address ? `tcp://127.0.0.1:${address.port}` : '';
}
