import { expect, test } from 'vitest';
import { withHttpStatus } from '../src/index.ts';
import { client, createProvider, hang, json, transfer } from './provider.ts';

const limits = { transfer: { timeoutMs: 300 } };

test('work that calls KasPro knows the HTTP status of its last call, whatever it meant', async () => {
  await using provider = await createProvider(json({ code: 120001, message: 'no' }, 400));
  const kaspro = client(provider.url, { limits });
  const send = () => withHttpStatus(() => kaspro.transfer(transfer));
  expect(await send()).toMatchObject({ result: { kind: 'refused' }, httpStatus: 400 });
  provider.behave = json({}, 502);
  expect(await send()).toMatchObject({ result: { kind: 'unknown' }, httpStatus: 502 });
  kaspro.close();
});

test('a call that nobody answers has none, although one before it had', async () => {
  await using provider = await createProvider(json({ code: 120001, message: 'no' }));
  const kaspro = client(provider.url, { limits });
  const { result, httpStatus } = await withHttpStatus(async () => {
    await kaspro.transfer(transfer);
    provider.behave = hang;
    return await kaspro.transfer(transfer);
  });
  expect(result).toMatchObject({ kind: 'unknown', cause: 'TIMEOUT' });
  expect(httpStatus).toBeUndefined();
  kaspro.close();
});

test('works that call at once hear each its own', async () => {
  await using provider = await createProvider((request, response) =>
    json({}, request.url === '/p2p-transaction/' ? 502 : 404)(request, response),
  );
  const kaspro = client(provider.url, { limits });
  const both = await Promise.all([
    withHttpStatus(() => kaspro.transfer(transfer)),
    withHttpStatus(() => kaspro.status('r')),
  ]);
  expect(both.map(({ httpStatus }) => httpStatus)).toEqual([502, 404]);
  kaspro.close();
});
