import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { client, createProvider, hang, json, transfer, transferred } from './provider.ts';

const limits = { transfer: { timeoutMs: 300 } };
type Behave = Parameters<typeof createProvider>[0];

async function outcomeUnder(behave: Behave) {
  await using provider = await createProvider(behave);
  const kaspro = client(provider.url, { limits });
  try {
    return { outcome: await kaspro.transfer(transfer), asked: [...provider.asked] };
  } finally {
    kaspro.close();
  }
}

const torn: Behave = (request, response) => {
  request.resume();
  response.writeHead(200, { 'Content-Length': 100 });
  response.write('{"code":0,"message":"Suc', () => response.socket?.resetAndDestroy());
};
const ended: Behave = (request, response) => {
  request.resume();
  response.writeHead(200, { 'Content-Length': 100 });
  response.write('{"code":0,"message":"Suc', () => response.socket?.destroySoon());
};
const drip: Behave = (request, response) => {
  request.resume();
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};
const huge: Behave = (request, response) => {
  request.resume();
  response.writeHead(200);
  const chunk = Buffer.alloc(256 * 1024, ' ');
  const pour = () => response.destroyed || response.write(chunk, pour);
  pour();
};
const notHttp: Behave = (request) => {
  request.socket.write('OK\r\n\r\n');
};
const redirect: Behave = (request, response) => {
  request.resume();
  response.writeHead(302, { Location: '/elsewhere/' }).end();
};
const empty: Behave = (request, response) => {
  request.resume();
  response.writeHead(204).end();
};
const plain: Behave = (request, response) => {
  request.resume();
  response.writeHead(200).end('<html>Maintenance</html>');
};

describe('a transfer is unknown, and sent once,', () => {
  test.each<[string, Behave, string]>([
    ['when the provider hangs', hang, 'TIMEOUT'],
    ['when the answer drips', drip, 'TIMEOUT'],
    ['when the answer is reset in the middle', torn, 'CONNECTION_LOST'],
    ['when the answer ends in the middle', ended, 'CONNECTION_LOST'],
    ['when the answer is no HTTP', notHttp, 'CONNECTION_LOST'],
    ['when the answer has no end', huge, 'BODY_TOO_LARGE'],
    ['when the answer is HTML', plain, 'UNREADABLE_BODY'],
    ['when it is redirected', redirect, 'HTTP_STATUS'],
    ['when there is no content', empty, 'HTTP_STATUS'],
    ['on 500', json({ code: 0 }, 500), 'HTTP_STATUS'],
    ['on 503 with a refusal in it', json({ code: 120001 }, 503), 'HTTP_STATUS'],
  ])('%s', async (_, behave, cause) => {
    const { outcome, asked } = await outcomeUnder(behave);
    expect(outcome).toMatchObject({ kind: 'unknown', cause });
    expect(asked).toEqual(['/p2p-transaction/']);
  });

  test('when nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    server.close();
    await once(server, 'close');
    const kaspro = client(`http://127.0.0.1:${port}`);
    expect(await kaspro.transfer(transfer)).toEqual({ kind: 'unknown', cause: 'UNREACHABLE' });
    kaspro.close();
  });
});

describe('connections', () => {
  test('are kept alive and used again', async () => {
    await using provider = await createProvider(transferred);
    const kaspro = client(provider.url);
    for (let call = 0; call < 20; call += 1) {
      expect((await kaspro.transfer(transfer)).kind).toBe('ok');
    }
    expect(provider.connections()).toBe(1);
    kaspro.close();
  });
});

describe('an amount of zero or less', () => {
  test('is a bug of ours, and not one byte leaves', async () => {
    await using provider = await createProvider(transferred);
    const kaspro = client(provider.url);
    const nothing = { ...transfer, amount: transfer.amount - transfer.amount };
    // @ts-expect-error a plain bigint is no Rupiah; the guard stands for callers who got past the types.
    const wrong: typeof transfer = nothing;
    await expect(kaspro.transfer(wrong)).rejects.toMatchObject({ code: 'AKT_KASPRO_AMOUNT' });
    expect(provider.asked).toEqual([]);
    kaspro.close();
  });
});
