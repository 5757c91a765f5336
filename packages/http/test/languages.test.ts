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
