import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCodec } from '../src/index.ts';
import { NOBODY, answering, framed, listen, saying, upgraded } from './registry-stand-in.ts';

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
    const url = await listen(createServer((socket) => void sockets.add(socket)));
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
      env: { SCHEMA_REGISTRY_URL: url },
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
