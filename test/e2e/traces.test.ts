/** What the traces of the whole platform tell, as a collector of its own took them. */
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { call, type Person, traceOfRide } from '@angkutan/local';
import { eventually, readSpans, type TakenSpan } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ask, signInBoth } from './console/browser-session.ts';
import { cashDesk } from './cash-desk.ts';
import { attach, type Platform, ride, SOON } from './platform.ts';
import { idsIn, parentOf, spansOf, strangers, traced } from './spans.ts';

const { spansFile, stateDir } = inject('e2e');
const KINDS = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 };

let platform: Platform;
let rider: Person;
let driver: Person;
beforeAll(async () => {
  platform = await attach();
  rider = await platform.person('USER', 100_000);
  driver = await platform.person('DRIVER');
});
afterAll(() => platform.detach());

async function settledRide(): Promise<string> {
  const rideId = `ride-${randomUUID()}`;
  const { booked, completed } = ride({ rideId, rider, driver });
  await platform.rides.publish(booked);
  await platform.becomes(rideId, ['HELD']);
  await platform.rides.publish(completed);
  await platform.becomes(rideId, ['SETTLED']);
  return rideId;
}

describe('a ride', () => {
  let rideId: string;
  let spans: TakenSpan[];
  beforeAll(async () => {
    rideId = await settledRide();
    spans = await traced(idsIn(traceOfRide(rideId))[0], ['process PaymentSettled']);
    // What follows the last event comes in the next batches.
    spans = await eventually(async () => {
      const now = spansOf(idsIn(traceOfRide(rideId))[0]);
      if (strangers(now).size === 1) return now;
      throw new Error('spans are still to come');
    }, SOON);
  });

  it('is one tree: every span hangs on another of the trace, up to the ride itself', () => {
    const [traceId, spanId] = idsIn(traceOfRide(rideId));
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(strangers(spans)).toEqual(new Set([spanId]));
    expect(new Set(spans.map((span) => span.spanId)).size).toBe(spans.length);
  });

  it('goes from payments over the outbox to the wallet, to KasPro and back', () => {
    const services = new Set(spans.map(({ service }) => service));
    expect([...services]).toEqual(expect.arrayContaining(['payments', 'wallet', 'console']));
    expect(parentOf(spans, 'publish PaymentRequested')).toBe('process RideBooked');
    expect(parentOf(spans, 'process PaymentRequested')).toBe('publish PaymentRequested');
    expect(parentOf(spans, 'publish FundsHeld')).toBe('decide wallet');
    expect(parentOf(spans, 'process FundsHeld')).toBe('publish FundsHeld');
    expect(parentOf(spans, 'publish PaymentCaptureRequested')).toBe('process RideCompleted');
    expect(parentOf(spans, 'publish PaymentSettled')).toBe('process TransferPosted');
  });

  it('shows every call to KasPro under the transfer that it was made for', () => {
    const calls = spans.filter(({ name }) => name === 'KasPro p2p');
    // The hold, the driver's due, and what was held too much.
    expect(calls).toHaveLength(3);
    for (const one of calls) {
      const transfer = spans.find(({ spanId }) => spanId === one.parentSpanId);
      expect(transfer?.name).toMatch(/^send /);
      expect(one.attributes).toMatchObject({
        'angkutan.outcome': 'ok',
        'http.response.status_code': '200',
        'angkutan.reference': transfer?.attributes['angkutan.reference'],
      });
      expect(transfer?.attributes['angkutan.attempt']).toBe('1');
    }
  });

  it('has spans of the kind that their names say', () => {
    for (const { name, kind } of spans) {
      const [verb = ''] = name.split(' ');
      const kinds = { process: KINDS.consumer, publish: KINDS.producer, KasPro: KINDS.client };
      const wanted = Object.entries(kinds).find(([word]) => word === verb)?.[1] ?? KINDS.internal;
      expect([name, kind]).toEqual([name, wanted]);
    }
  });

  it('can be followed through the logs by the id of its trace', async () => {
    const [traceId] = idsIn(traceOfRide(rideId));
    const messages: string[] = [];
    for await (const file of glob('*.log', { cwd: join(stateDir, 'logs') })) {
      const lines = readFileSync(join(stateDir, 'logs', file), 'utf8').split('\n');
      for (const line of lines.filter((one) => one.includes(traceId))) {
        const { msg }: { msg: string } = JSON.parse(line);
        messages.push(msg);
      }
    }
    const sent = spans.filter(({ name }) => name.startsWith('send ')).map(({ name }) => name);
    expect(messages).toEqual(
      expect.arrayContaining(['process RideBooked', 'process TransferPosted', ...sent]),
    );
  });

  it('is a story that the console finds by the id of the trace', async () => {
    const { reader } = await signInBoth(platform.stack);
    const [traceId] = idsIn(traceOfRide(rideId));
    const { body } = await ask(reader, `/api/stories?q=${traceId}`);
    const steps: readonly { kind: string; title: string }[] = body.steps;
    const titles = steps.map(({ kind, title }) => `${kind} ${title}`);
    expect(titles).toEqual(expect.arrayContaining(['event RideBooked', 'call COLLECT CONFIRMED']));
  });

  it('says nothing of who rode', () => {
    const said = JSON.stringify(spans);
    for (const { customerId, mobileNumber, account } of [rider, driver]) {
      for (const one of [customerId, mobileNumber, account]) expect(said).not.toContain(one);
    }
  });
});

describe('a cash-out', () => {
  it('goes on in the trace of who asked for it when KasPro calls back', async () => {
    const desk = cashDesk(platform);
    const person = await desk.someone('USER', 500_000);
    const cashOutId = await desk.ask(person, {
      channel: 'BANK',
      bankCode: '014',
      accountNumber: '0012345678',
      accountName: 'Siti Rahayu',
      amount: 100_000,
    });
    await desk.becomes(person, cashOutId, 'SETTLED');
    const requested = await eventually(async () => {
      const asked = readSpans(spansFile).find(
        (one) => one.attributes['angkutan.request.id'] === cashOutId,
      );
      if (!asked) throw new Error('not told yet');
      return asked;
    }, SOON);
    const spans = await traced(requested.traceId, [
      'POST /v1/cash-outs',
      'process CashOutRequested',
      'KasPro payout',
      'process ProviderTransactionReported',
      'process CashOutSettled',
    ]);
    const word = spans.find(({ name }) => name === 'process ProviderTransactionReported');
    // The callback began a trace of its own, which is not lost.
    const [webhook = ''] = word?.links ?? [];
    expect(webhook).not.toBe(requested.traceId);
    await traced(webhook, ['POST /webhooks/kaspro/transactions']);
  });
});

describe('a refund that a second person approves', () => {
  it('goes on in the trace of who asked for it', async () => {
    const { paymentId } = await platform.payment(await settledRide());
    const at = (path: string): string => `${platform.stack.services.payments[0]?.url}${path}`;
    const as = (sub: string) => platform.stack.token({ sub, role: 'ops-act' });
    const { approvalId } = await call<{ approvalId: string }>({
      url: at(`/v1/payments/${paymentId}/refunds`),
      body: { amount: 5_000, reason: 'Salah jalan', bearer: 'PLATFORM' },
      token: await as('ani'),
    });
    const answer = await fetch(at(`/v1/approvals/${approvalId}`), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await as('budi')}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: '{}',
    });
    const [decidersTrace] = idsIn(answer.headers.get('traceparent') ?? '');
    const done = await eventually(async () => {
      const linked = readSpans(spansFile).find(({ links }) => links.includes(decidersTrace));
      if (!linked) throw new Error('not told yet');
      return linked;
    }, SOON);
    const spans = await traced(done.traceId, [
      'POST /v1/payments/{paymentId}/refunds',
      'publish PaymentRequested',
      'KasPro p2p',
      'process PaymentSettled',
    ]);
    expect(spans.some(({ name }) => name.startsWith('POST /v1/approvals'))).toBe(false);
  });
});
