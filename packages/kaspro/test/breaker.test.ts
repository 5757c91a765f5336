import { metrics } from '@angkutan/telemetry';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { KasPro, KasProConfig, Outcome } from '../src/index.ts';
import { client, createProvider, json, onTransfers, transfer, transferred } from './provider.ts';

const breaker = { volumeThreshold: 4, resetMs: 100, windowMs: 10_000 };
const failing = json({}, 500);
const maintenance = json({ code: 900001, message: 'Maintenance' });
const refusing = json({ code: 120001, message: 'Insufficient balance' });

let kaspro: KasPro;
afterEach(() => kaspro.close());

const connect = (url: string, config: Partial<KasProConfig> = {}) =>
  (kaspro = client(url, { breaker, ...config }));

async function send(times: number): Promise<Outcome<unknown>[]> {
  const outcomes: Outcome<unknown>[] = [];
  for (let call = 0; call < times; call += 1) outcomes.push(await kaspro.transfer(transfer));
  return outcomes;
}

const untilTransfersAre = (state: string) =>
  vi.waitFor(() => expect(kaspro.breakers().transfer).toBe(state), { timeout: 5_000, interval: 5 });

describe('a breaker opens', () => {
  test.each([
    ['server errors', failing],
    ['maintenance', maintenance],
  ])('on %s, but not before the volume threshold', async (_, behaviour) => {
    await using provider = await createProvider(onTransfers(behaviour));
    connect(provider.url, { breaker: { ...breaker, resetMs: 60_000 } });
    await send(3);
    expect(kaspro.breakers().transfer).toBe('closed');
    await send(1);
    expect(kaspro.breakers().transfer).toBe('open');
  });

  test('never on refusals and duplicate references, however many', async () => {
    let call = 0;
    const either = json({ code: 130001, message: 'Duplicate' });
    await using provider = await createProvider((request, response) =>
      ((call += 1) % 4 === 0 ? refusing : either)(request, response),
    );
    connect(provider.url);
    await send(40);
    expect(kaspro.breakers().transfer).toBe('closed');
  });

  test('for its own class alone', async () => {
    await using provider = await createProvider(onTransfers(failing));
    connect(provider.url, { breaker: { ...breaker, resetMs: 60_000 } });
    await send(4);
    expect(kaspro.breakers()).toMatchObject({
      transfer: 'open',
      enquiry: 'closed',
      payout: 'closed',
    });
    expect((await kaspro.status('ref-1')).kind).toBe('ok');
  });
});

describe('while a breaker is open', () => {
  test('nothing is sent, and the caller hears when to come back', async () => {
    await using provider = await createProvider(onTransfers(failing));
    connect(provider.url, { breaker: { ...breaker, resetMs: 60_000 } });
    await send(4);
    const [outcome] = await send(1);
    expect(provider.asked).toHaveLength(4);
    if (outcome?.kind !== 'not-done') throw new Error(`it was ${outcome?.kind}`);
    expect(outcome.reason).toBe('breaker-open');
    expect(outcome.retryAfterMs).toBeGreaterThan(55_000);
    expect(outcome.retryAfterMs).toBeLessThan(61_000);
    expect(kaspro.waitMs('transfer')).toBeGreaterThan(55_000);
    expect(kaspro.waitMs('otp')).toBe(0);
  });

  test('the metrics show it', async () => {
    await using provider = await createProvider(onTransfers(failing));
    connect(provider.url, { breaker: { ...breaker, resetMs: 60_000 } });
    await send(5);
    const page = await metrics.metrics();
    expect(page).toContain('kaspro_breaker_state{class="transfer"} 2');
    expect(page).toMatch(
      /kaspro_calls_total\{operation="p2p",outcome="not-done breaker-open"\} [1-9]/,
    );
    expect(page).toMatch(/kaspro_call_duration_seconds_count\{operation="p2p"\} [1-9]/);
  });
});

describe('a half-open breaker', () => {
  test('asks after a reference that nobody has, and never tries a payment', async () => {
    await using provider = await createProvider(onTransfers(failing));
    connect(provider.url);
    await send(4);
    provider.behave = onTransfers(transferred);
    const before = provider.asked.length;
    // Callers hammer on the door all through open and half open.
    while (kaspro.breakers().transfer !== 'closed') {
      const [outcome] = await send(1);
      expect(outcome?.kind).toBe(
        kaspro.breakers().transfer === 'closed' ? outcome?.kind : 'not-done',
      );
      await new Promise(setImmediate);
    }
    const [first, ...rest] = provider.asked.slice(before);
    expect(first).toBe('/transaction-status/');
    expect(rest.filter((path) => path === '/transaction-status/')).toEqual([]);
    expect((await send(1))[0]?.kind).toBe('ok');
  });

  test('opens again when its enquiry fails, and sends nothing else', async () => {
    await using provider = await createProvider(failing);
    connect(provider.url);
    await send(4);
    await vi.waitFor(() => expect(provider.asked.length).toBeGreaterThanOrEqual(7), 5_000);
    expect(new Set(provider.asked.slice(4))).toEqual(new Set(['/transaction-status/']));
    expect(kaspro.breakers().transfer).not.toBe('closed');
  });

  test('asks for an account that nobody has where KasPro answers no status enquiry', async () => {
    await using provider = await createProvider((request, response) =>
      (request.url?.startsWith('/customer-account-inquiry/')
        ? json({ code: 110005, message: 'Customer not found' })
        : failing)(request, response),
    );
    connect(provider.url, { statusInquiry: false });
    await send(4);
    await untilTransfersAre('closed');
    expect(await kaspro.status('ref-1')).toEqual({ kind: 'unknown', cause: 'ENQUIRY_OFF' });
    expect(provider.asked).not.toContain('/transaction-status/');
  });

  test('opens again at once for new failures, although a crowd was turned away meanwhile', async () => {
    await using provider = await createProvider(onTransfers(failing));
    connect(provider.url);
    await send(4);
    await send(500);
    await untilTransfersAre('closed');
    await send(4);
    expect(kaspro.breakers().transfer).not.toBe('closed');
  });
});

describe('an enquiry that is refused', () => {
  test('says nothing about the transfer', async () => {
    await using provider = await createProvider(refusing);
    connect(provider.url);
    expect(await kaspro.status('ref-1')).toMatchObject({
      kind: 'unknown',
      cause: 'ENQUIRY_REFUSED',
    });
  });
});
