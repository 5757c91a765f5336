import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem, route, z } from '../src/index.ts';
import { ask, type Served, served } from './served.ts';

const routes = [
  route({
    method: 'get',
    path: '/v1/rides/{rideId}',
    operationId: 'readRide',
    summary: 'Reads a ride',
    roles: 'public',
    answers: { 200: { description: 'A ride' } },
    handle: () => problem('RIDE_UNKNOWN', { rideId: 'none', fare: 15_000n }),
  }),
  route({
    method: 'post',
    path: '/v1/tips',
    operationId: 'tip',
    summary: 'Tips a driver',
    roles: 'public',
    body: z.strictObject({ amount: z.int() }),
    answers: { 200: { description: 'Tipped' } },
    handle: () => ({ status: 200 }),
  }),
  route({
    method: 'get',
    path: '/v1/greeting',
    operationId: 'greet',
    summary: 'Says something of its own',
    roles: 'public',
    answers: { 200: { description: 'A greeting', schema: z.string(), spoken: true } },
    handle: ({ language }) => ({ status: 200, body: { id: 'Halo', en: 'Hello' }[language] }),
  }),
];

let app: Served;
beforeAll(async () => {
  app = await served(routes);
});
afterAll(() => app.close());

const tip = (headers: Record<string, string>) =>
  ask(`${app.url}/v1/tips`, { json: { amount: '1' }, headers });

describe('a refusal', () => {
  it('is a problem in Bahasa Indonesia', async () => {
    const answer = await ask(`${app.url}/v1/rides/none`);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: 'urn:angkutan:problem:ride-unknown',
      title: 'Perjalanan tidak dikenal',
      status: 422,
      detail: 'Tidak ada none, Anda tidak membayar Rp\u00a015.000.',
      code: 'RIDE_UNKNOWN',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('is in English for who prefers it, fields too', async () => {
    const headers = { 'accept-language': 'en-GB,id;q=0.5' };
    const answer = await ask(`${app.url}/v1/rides/none`, { headers });
    expect(answer.body.detail).toBe('There is no none, you do not pay Rp\u00a015,000.');
    const english = await tip(headers);
    const indonesian = await tip({});
    expect(english.body.errors[0].message).toBe('Must be a whole number.');
    expect(indonesian.body.errors[0].message).toBe('Harus berupa bilangan bulat.');
  });

  it('names its language, and that it depends on what was asked', async () => {
    for (const [asked, spoken] of [
      ['en-US,en;q=0.9', 'en'],
      ['ja', 'id'],
    ] as const) {
      const headers = { 'accept-language': asked };
      const answer = await ask(`${app.url}/v1/rides/none`, { headers });
      expect(answer.headers.get('content-language')).toBe(spoken);
      expect(answer.headers.get('vary')).toBe('Accept-Language');
    }
  });
});

describe('an answer that holds texts', () => {
  it('is in the language that is asked for, and names it', async () => {
    const headers = { 'accept-language': 'en' };
    const answer = await ask(`${app.url}/v1/greeting`, { headers });
    expect(answer.text).toBe('Hello');
    expect(answer.headers.get('content-language')).toBe('en');
    expect(answer.headers.get('vary')).toBe('Accept-Language');
    expect((await ask(`${app.url}/v1/greeting`)).text).toBe('Halo');
  });

  it('is documented with its language', async () => {
    const { body } = await ask(`${app.url}/openapi.json`);
    const documented = (path: string) => body.paths[path].get.responses[200].headers;
    expect(documented('/v1/greeting')).toHaveProperty('Content-Language');
    expect(documented('/v1/rides/{rideId}')).toBeUndefined();
  });
});
