import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem, route, z } from '../src/index.ts';
import { ask, type Served, served } from './served.ts';

const Ride = z.object({ rideId: z.string() });

const routes = [
  route({
    method: 'post',
    path: '/v1/rides',
    operationId: 'openRide',
    summary: 'Opens a ride',
    roles: ['customer', 'service'],
    idempotent: true,
    body: z.strictObject({ amount: z.int().min(1) }),
    answers: { 201: { description: 'Open', schema: Ride } },
    handle: () => problem('UNAVAILABLE'),
  }),
  route({
    method: 'get',
    path: '/v1/rides/{rideId}',
    operationId: 'readRide',
    summary: 'Reads a ride',
    roles: 'public',
    answers: { 200: { description: 'A ride', schema: Ride } },
    refusals: ['RIDE_UNKNOWN'],
    handle: () => problem('RIDE_UNKNOWN'),
  }),
];

let app: Served;
beforeAll(async () => {
  app = await served(routes);
});
afterAll(() => app.close());

const document = async () => (await ask(`${app.url}/openapi.json`)).body;

describe('the OpenAPI document', () => {
  it('is made from the schemas that check', async () => {
    const { openapi, paths } = await document();
    const { post } = paths['/v1/rides'];
    const schema = post.requestBody.content['application/json'].schema;
    expect(openapi).toBe('3.1.0');
    expect(schema).toMatchObject({ additionalProperties: false, required: ['amount'] });
    expect(post.parameters).toMatchObject([
      { name: 'Idempotency-Key', in: 'header', required: true },
      { name: 'Accept-Language', in: 'header', required: false },
    ]);
    expect(paths['/v1/rides/{rideId}'].get.parameters[0]).toMatchObject({
      name: 'rideId',
      in: 'path',
      required: true,
    });
  });

  it('says who may call', async () => {
    const { paths } = await document();
    expect(paths['/v1/rides'].post).toMatchObject({
      'x-roles': ['customer', 'service'],
      security: [{ bearer: [] }],
    });
    expect(paths['/v1/rides/{rideId}'].get).toMatchObject({ 'x-roles': ['public'], security: [] });
  });

  it('lists every status of a route, and no other', async () => {
    const { paths } = await document();
    const { post } = paths['/v1/rides'];
    const { get } = paths['/v1/rides/{rideId}'];
    const statuses = ['201', '400', '401', '403', '409', '413', '415', '422', '500', '503'];
    expect(Object.keys(post.responses)).toEqual(statuses);
    expect(Object.keys(get.responses)).toEqual(['200', '400', '422', '500', '503']);
  });

  it('gives each refusal its code and its headers', async () => {
    const { paths, components } = await document();
    const { responses } = paths['/v1/rides/{rideId}'].get;
    const [{ $ref }, { properties }] =
      responses[422].content['application/problem+json'].schema.allOf;
    expect($ref).toBe('#/components/schemas/Problem');
    expect(properties).toEqual({ status: { const: 422 }, code: { enum: ['RIDE_UNKNOWN'] } });
    expect(components.schemas.Problem.additionalProperties).toBe(false);
    expect(responses[503].headers).toHaveProperty(['Retry-After']);
    expect(paths['/v1/rides'].post.responses[401].headers).toHaveProperty(['WWW-Authenticate']);
  });

  it('leads from an id that was answered to where it is asked for', async () => {
    const { paths } = await document();
    expect(paths['/v1/rides'].post.responses[201].links).toEqual({
      readRide: { operationId: 'readRide', parameters: { rideId: '$response.body#/rideId' } },
    });
  });
});

describe('the page for people', () => {
  it('needs no other host', async () => {
    const answer = await ask(`${app.url}/docs`);
    expect(answer.text).toContain('POST /v1/rides');
    expect(answer.text).not.toMatch(/<script|https?:\/\//);
  });
});
