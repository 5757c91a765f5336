import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem, route, text, z } from '../src/index.ts';
import { ask, type Served, served } from './served.ts';

const Ride = z.strictObject({ amount: z.int().min(1).max(10_000_000), note: text(20).optional() });

const routes = [
  route({
    method: 'post',
    path: '/v1/rides/{rideId}/tips',
    operationId: 'tip',
    summary: 'Tips a driver',
    roles: 'public',
    body: Ride,
    answers: { 200: { description: 'What was understood', schema: Ride } },
    handle: ({ params, body }) => ({ status: 200, body: { ...body, rideId: params.rideId } }),
  }),
  route({
    method: 'get',
    path: '/v1/rides/{rideId}',
    operationId: 'readRide',
    summary: 'Reads a ride',
    roles: 'public',
    query: z.strictObject({ limit: z.coerce.number().int().max(10).optional() }),
    answers: { 200: { description: 'A ride' } },
    refusals: ['RIDE_UNKNOWN'],
    handle({ params }) {
      if (params.rideId === 'bug') throw new Error('E11000 dup key: { phone: "+6281234567890" }');
      if (params.rideId === 'unlisted') return problem('IN_NO_TABLE');
      if (params.rideId === 'none')
        return problem('RIDE_UNKNOWN', { rideId: 'none', fare: 15_000n });
      return { status: 200, body: { amount: 9_007_199_254_740_991n } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/rides',
    operationId: 'openRide',
    summary: 'Opens a ride',
    roles: 'public',
    answers: { 201: { description: 'Open', schema: z.object({ rideId: z.string() }) } },
    handle: () => problem('UNAVAILABLE'),
  }),
  route({
    method: 'post',
    path: '/webhooks/test',
    operationId: 'webhook',
    summary: 'Takes raw bytes',
    roles: 'public',
    answers: { 200: { description: 'Taken' } },
    handle: ({ rawBody }) => ({ status: 200, body: { bytes: rawBody.toString('latin1') } }),
  }),
];

let app: Served;
beforeAll(async () => {
  app = await served(routes);
});
afterAll(() => app.close());

const tip = (init: Parameters<typeof ask>[1]) => ask(`${app.url}/v1/rides/r1/tips`, init);

describe('a request', () => {
  it('reaches its handler checked and typed', async () => {
    const answer = await tip({ json: { amount: 5_000, note: ' terima kasih ' } });
    expect(answer.body).toEqual({ amount: 5_000, note: 'terima kasih', rideId: 'r1' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is answered with a bigint as an integer', async () => {
    expect((await ask(`${app.url}/v1/rides/r1`)).text).toBe('{"amount":9007199254740991}');
  });

  it('keeps the trace it came with, under a new span', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const answer = await ask(`${app.url}/v1/rides/none`, { headers: { traceparent } });
    expect(answer.body.traceId).toBe('a'.repeat(32));
    expect(answer.headers.get('traceparent')).toMatch(/^00-a{32}-(?!b{16})/);
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });

  it('keeps the id it came with where that is a UUID, and nothing else', async () => {
    const idOf = async (id: string) =>
      (await ask(`${app.url}/v1/rides/none`, { headers: { 'x-request-id': id } })).headers.get(
        'x-request-id',
      );
    const ours = randomUUID();
    expect(await idOf(ours)).toBe(ours);
    expect(await idOf('081234567890')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['an unknown field', { amount: 1, tip: 2 }, 'body'],
    ['__proto__', JSON.parse('{"amount":1,"__proto__":{"a":1}}'), 'body'],
    ['an amount of 0', { amount: 0 }, 'body.amount'],
    ['a negative amount', { amount: -1 }, 'body.amount'],
    ['an amount as text', { amount: '1000' }, 'body.amount'],
    ['an operator', { amount: { $gt: 0 } }, 'body.amount'],
    ['a control character', { amount: 1, note: 'a\u0000b' }, 'body.note'],
    ['a character that turns the direction', { amount: 1, note: '\u202Eabc' }, 'body.note'],
  ])('with %s is refused, naming the field', async (_what, json, field) => {
    const answer = await tip({ json });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'INVALID_REQUEST', errors: [{ field }] });
  });

  it('has a whole number also as 5000.0', async () => {
    const answer = await tip({ method: 'POST', body: '{"amount":5000.0}' });
    expect(answer.body.amount).toBe(5_000);
  });

  it.each(['{"amount":1.5}', '{"amount":1e3}', '{"amount":9007199254740993}', '{"amount":NaN}'])(
    'with the number in %s is refused as malformed',
    async (body) => {
      expect((await tip({ method: 'POST', body })).body.code).toBe('MALFORMED_JSON');
    },
  );

  it('that is no JSON is refused without an echo of it', async () => {
    const answer = await tip({ method: 'POST', body: '{"name": "Siti Rahayu", "otp": 424242' });
    expect(answer.status).toBe(400);
    expect(answer.text + app.lines.join('')).not.toMatch(/Siti|424242/);
  });

  it('of another media type is refused', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect((await tip({ method: 'POST', body: '{"amount":1}', headers })).status).toBe(415);
    const zipped = { 'content-encoding': 'gzip' };
    expect((await tip({ method: 'POST', body: 'x', headers: zipped })).status).toBe(415);
  });

  it('that is too large is refused', async () => {
    const answer = await tip({ method: 'POST', body: 'x'.repeat(65 * 1024) });
    expect([answer.status, answer.body.code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('with an unknown query or an odd path parameter is refused', async () => {
    expect((await ask(`${app.url}/v1/rides/r1?all=1`)).body.errors[0].field).toBe('query');
    expect((await ask(`${app.url}/v1/rides/r1?limit=11`)).body.errors[0].field).toBe('query.limit');
    expect((await ask(`${app.url}/v1/rides/$gt`)).body.errors[0].field).toBe('path.rideId');
    expect((await ask(`${app.url}/v1/rides/%ff`)).status).toBe(400);
  });

  it('gives a webhook its bytes untouched', async () => {
    const body = '{ "b":1,  "a":2 }';
    expect((await ask(`${app.url}/webhooks/test`, { method: 'POST', body })).body.bytes).toBe(body);
  });
});

describe('a refusal', () => {
  it('of an unknown path is 404, of an unknown method 405 with those that there are', async () => {
    expect((await ask(`${app.url}/v1/nothing`)).body.code).toBe('NOT_FOUND');
    const answer = await ask(`${app.url}/v1/rides/r1`, { method: 'DELETE' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it('for now says when to come again', async () => {
    const answer = await ask(`${app.url}/v1/rides`, { method: 'POST' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it('of our own bug is 500, tells nothing, and is logged without values', async () => {
    const answer = await ask(`${app.url}/v1/rides/bug`);
    expect(answer.body).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(app.lines.at(-1)).toContain(answer.body.traceId);
    expect(answer.text + app.lines.join('')).not.toContain('6281234567890');
  });
});

describe('a refusal of which no table knows', () => {
  it('is our bug: 500, and logged by its name', async () => {
    const answer = await ask(`${app.url}/v1/rides/unlisted`);
    expect(answer.body).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(app.lines.at(-1)).toContain('AKT_PROBLEM_TABLE_INCOMPLETE');
  });
});

describe('beside its routes a service serves', () => {
  it('probes that tell the truth', async () => {
    expect((await ask(`${app.url}/livez`)).status).toBe(200);
    expect((await ask(`${app.url}/readyz`)).body).toEqual({
      status: 'ready',
      parts: { mongodb: true },
    });
    app.ready.mongodb = false;
    expect((await ask(`${app.url}/readyz`)).status).toBe(503);
    app.ready.mongodb = true;
  });

  it('metrics by operation', async () => {
    await tip({ json: { amount: 1 } });
    const { text: page } = await ask(`${app.url}/metrics`);
    expect(page).toContain('angkutan_http_request_seconds_count{operation="tip",status="200"}');
    expect(page).toContain('process_cpu_seconds_total');
  });
});
