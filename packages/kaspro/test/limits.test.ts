import { afterEach, describe, expect, test, vi } from 'vitest';
import type { KasPro, KasProConfig } from '../src/index.ts';
import { client, createProvider, hang, onTransfers, transfer, transferred } from './provider.ts';

const breaker = { volumeThreshold: 4, resetMs: 60_000, windowMs: 10_000 };

let kaspro: KasPro;
afterEach(() => kaspro.close());

const connect = (url: string, config: Partial<KasProConfig> = {}) =>
  (kaspro = client(url, { breaker, ...config }));

describe('a place', () => {
  test('is held until the call itself ends, also past a timeout', async () => {
    await using provider = await createProvider(hang);
    connect(provider.url, { limits: { transfer: { timeoutMs: 200, concurrency: 2 } } });
    const both = [kaspro.transfer(transfer), kaspro.transfer(transfer)];
    expect(await kaspro.transfer(transfer)).toEqual({
      kind: 'not-done',
      reason: 'bulkhead-full',
      retryAfterMs: 100,
    });
    expect(await Promise.all(both)).toEqual([
      { kind: 'unknown', cause: 'TIMEOUT' },
      { kind: 'unknown', cause: 'TIMEOUT' },
    ]);
    provider.behave = transferred;
    expect((await kaspro.transfer(transfer)).kind).toBe('ok');
    expect(provider.asked).toHaveLength(3);
  });

  test('that is lacking never passes for a success: a slow provider opens the breaker all the same', async () => {
    await using provider = await createProvider(onTransfers(hang));
    connect(provider.url, {
      limits: { transfer: { timeoutMs: 100, concurrency: 4 } },
    });
    const flood = Array.from({ length: 200 }, () => kaspro.transfer(transfer));
    const kinds = (await Promise.all(flood)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'unknown')).toHaveLength(4);
    expect(kaspro.breakers().transfer).toBe('open');
  });
});

describe('a call that times out', () => {
  test('is ended, so that its connection and its place are free', async () => {
    let isClosed = false;
    await using provider = await createProvider((request, response) => {
      response.on('close', () => (isClosed = true));
      hang(request, response);
    });
    connect(provider.url, { limits: { transfer: { timeoutMs: 100 } } });
    expect(await kaspro.transfer(transfer)).toEqual({ kind: 'unknown', cause: 'TIMEOUT' });
    await vi.waitFor(() => expect(isClosed).toBe(true));
  });

  test('takes no other call of its class with it', async () => {
    const waiting: (() => void)[] = [];
    await using provider = await createProvider((request, response) => {
      waiting.push(() => transferred(request, response));
    });
    connect(provider.url, { limits: { transfer: { timeoutMs: 600 } } });
    const startedAt = performance.now();
    const slow = kaspro.transfer(transfer);
    await vi.waitFor(() => expect(performance.now() - startedAt).toBeGreaterThan(300));
    const other = kaspro.transfer(transfer);
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    expect(await slow).toEqual({ kind: 'unknown', cause: 'TIMEOUT' });
    waiting[1]?.();
    expect((await other).kind).toBe('ok');
  });
});
