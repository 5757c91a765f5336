import { spawnSync } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSocketServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createCodec, type AnyEvent, type SchemaEntry } from '../src/index.ts';
import { SCHEMAS, fingerprintOf, schemaOf } from '../src/schemas.ts';

const NOBODY = 'http://127.0.0.1:1';
const upgraded: AnyEvent = {
  type: 'CustomerUpgraded',
  data: { eventId: 'event-1', occurredAt: 1, customerId: 'customer-1', tier: 'PREMIUM' },
};
const { fingerprint, text } = schemaOf('CustomerUpgraded');

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server[Symbol.asyncDispose]()));
});

async function listen(server: Server): Promise<string> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
}

const answering = (listener: RequestListener) => listen(createServer(listener));
const saying = (status: number, body: string) =>
  answering((_, response) => response.writeHead(status).end(body));

function memory(entries: SchemaEntry[] = []) {
  return {
    entries,
    load: () => Promise.resolve(entries),
    save: (entry: SchemaEntry) => Promise.resolve(void entries.push(entry)),
  };
}

function framed(id: number, codec = createCodec({ registryUrl: NOBODY })): Buffer {
  const head = Buffer.alloc(5);
  head.writeInt32BE(id, 1);
  return Buffer.concat([head, codec.encode(upgraded).body]);
}

describe('a registry', () => {
  test('that is down lets us encode, and fails framing and decoding by name', async () => {
    const codec = createCodec({ registryUrl: NOBODY });
    const encoded = codec.encode(upgraded);
    const unavailable = { name: 'RegistryUnavailableError', reason: 'NETWORK' };
    await expect(codec.frame(encoded)).rejects.toMatchObject(unavailable);
    await expect(codec.decode(framed(7))).rejects.toMatchObject(unavailable);
  });

  test('that takes the connection and never answers is given up by name', async () => {
    const sockets = new Set<{ destroy(): void }>();
    const url = await listen(createSocketServer((socket) => void sockets.add(socket)));
    const codec = createCodec({ registryUrl: url, timeoutMs: 150 });
    const frame = codec.frame(codec.encode(upgraded));
    await expect(frame).rejects.toMatchObject({
      name: 'RegistryUnavailableError',
      reason: 'TIMEOUT',
    });
    for (const socket of sockets) socket.destroy();
  });

  test('that begins an answer and never ends it is given up by name', async () => {
    const url = await answering((_, response) => response.writeHead(200).write('{"id":'));
    const codec = createCodec({ registryUrl: url, timeoutMs: 150 });
    const frame = codec.frame(codec.encode(upgraded));
    await expect(frame).rejects.toMatchObject({ reason: 'TIMEOUT' });
  });

  test.each([
    ['an error', 503, '{"error_code": 50001, "message": "starting"}'],
    ['a page of a proxy', 404, '<html>not here</html>'],
    ['a 404 of another kind', 404, '{"error_code": 404, "message": "HTTP 404 Not Found"}'],
    ['no id and no schema', 200, '{}'],
    ['null', 200, 'null'],
    ['half an answer', 200, '{"id": 1'],
    ['a refused password', 401, ''],
  ])(
    'that answers with %s is in trouble, and says nothing about the message',
    async (_, status, body) => {
      const codec = createCodec({ registryUrl: await saying(status, body) });
      const unavailable = { name: 'RegistryUnavailableError', reason: 'BAD_ANSWER' };
      await expect(codec.frame(codec.encode(upgraded))).rejects.toMatchObject(unavailable);
      await expect(codec.decode(framed(7))).rejects.toMatchObject(unavailable);
    },
  );

  test('that does not have our schema yet makes us wait, by name', async () => {
    const url = await saying(404, '{"error_code": 40401, "message": "no subject"}');
    const codec = createCodec({ registryUrl: url });
    const frame = codec.frame(codec.encode(upgraded));
    await expect(frame).rejects.toMatchObject({ reason: 'NOT_REGISTERED' });
  });

  test('is asked for one schema once, however many messages wait for it, and again after a failure', async () => {
    let asked = 0;
    const url = await answering((_, response) => {
      asked += 1;
      response.writeHead(asked === 1 ? 503 : 200).end('{"id": 9}');
    });
    const codec = createCodec({ registryUrl: url });
    const encoded = codec.encode(upgraded);
    const many = () => Array.from({ length: 20 }, () => codec.frame(encoded));
    await expect(Promise.all(many())).rejects.toMatchObject({ reason: 'BAD_ANSWER' });
    const messages = await Promise.all(many());
    await codec.frame(encoded);
    expect(new Set(messages.map((message) => message.readInt32BE(1)))).toEqual(new Set([9]));
    expect(asked).toBe(2);
  });

  test('gets the user and password of its address, and errors do not tell them', async () => {
    const seen: (string | undefined)[] = [];
    const url = await answering((request, response) => {
      seen.push(`${request.headers.authorization} ${request.url}`);
      response.writeHead(500).end();
    });
    const address = url.replace('http://', 'http://angkutan:p%40ss@');
    const codec = createCodec({ registryUrl: `${address}/apis/` });
    const failure = await Promise.resolve(codec.decode(framed(7))).catch(String);
    expect(seen).toEqual([
      `Basic ${Buffer.from('angkutan:p@ss').toString('base64')} /apis/schemas/ids/7`,
    ]);
    expect(failure).not.toContain('p@ss');
  });
});

describe('the command that registers', () => {
  const register = (url: string) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../src/register.ts')], {
      env: { ...process.env, SCHEMA_REGISTRY_URL: url },
      encoding: 'utf8',
    });

  test('exits 1 and says which address is missing or cannot be reached', () => {
    const missing = register('');
    expect(missing.stderr).toMatch(/^SCHEMA_REGISTRY_URL is missing/);
    expect(missing.status).toBe(1);
    const refused = register(NOBODY);
    expect(refused.stderr).toBe(`NETWORK: ${NOBODY} cannot be reached\n`);
    expect(refused.status).toBe(1);
  });
});

describe('the store', () => {
  const entry = { fingerprint, id: 42, schema: text };

  test('lets a restarted process frame and decode while the registry is down', async () => {
    const codec = createCodec({ registryUrl: NOBODY, store: memory([entry]) });
    const message = await codec.frame(codec.encode(upgraded));
    expect(message.readInt32BE(1)).toBe(42);
    expect(await codec.decode(message)).toEqual(upgraded);
  });

  test('never outvotes a registry that answers, for one built anew gives other ids', async () => {
    const codec = createCodec({
      registryUrl: await saying(200, '{"id": 5}'),
      store: memory([entry]),
    });
    const message = await codec.frame(codec.encode(upgraded));
    expect(message.readInt32BE(1)).toBe(5);
  });

  test('learns what the registry says, both ways', async () => {
    const store = memory();
    const url = await saying(200, JSON.stringify({ id: 5, schema: text }));
    const codec = createCodec({ registryUrl: url, store });
    await codec.frame(codec.encode(upgraded));
    await codec.decode(framed(5));
    expect(store.entries).toEqual([
      { fingerprint, id: 5, schema: text },
      { fingerprint: 'id:5', id: 5, schema: text },
    ]);
  });

  test('frames what another release encoded, and only what somebody registered', async () => {
    const foreign = { fingerprint: fingerprintOf('"string"'), id: 77, schema: '"string"' };
    const codec = createCodec({ registryUrl: await saying(500, ''), store: memory([foreign]) });
    const body = Buffer.of(2, 65);
    expect((await codec.frame({ fingerprint: foreign.fingerprint, body })).readInt32BE(1)).toBe(77);
    await expect(codec.frame({ fingerprint: 'unheard-of', body })).rejects.toMatchObject({
      reason: 'UNKNOWN_FINGERPRINT',
    });
  });

  test('lets a restarted process read what others wrote while the registry is down', async () => {
    const { doc: _, ...theirs } = JSON.parse(text);
    const read = { fingerprint: 'id:43', id: 43, schema: JSON.stringify(theirs) };
    const codec = createCodec({ registryUrl: NOBODY, store: memory([entry, read]) });
    expect(await codec.decode(framed(43))).toEqual(upgraded);
    await expect(codec.decode(framed(44))).rejects.toMatchObject({ reason: 'NETWORK' });
  });

  test('has every schema of ours under one fingerprint', () => {
    const prints = [...SCHEMAS.values()].map((schema) => schema.fingerprint);
    expect(new Set(prints).size).toBe(SCHEMAS.size);
  });
});
