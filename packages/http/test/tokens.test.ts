import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { owns, problem, route } from '../src/index.ts';
import { ask, type Served, served } from './served.ts';

const routes = [
  route({
    method: 'get',
    path: '/v1/customers/{customerId}',
    operationId: 'readCustomer',
    summary: 'Reads a customer',
    roles: ['customer', 'service'],
    answers: { 200: { description: 'The caller' } },
    handle: ({ caller, params }) =>
      owns(caller, params.customerId) ? { status: 200, body: caller } : problem('NOT_FOUND'),
  }),
  route({
    method: 'post',
    path: '/v1/customers',
    operationId: 'writeCustomer',
    summary: 'Writes a customer',
    roles: ['service'],
    answers: { 204: { description: 'Written' } },
    handle: () => ({ status: 204 }),
  }),
];

let app: Served;
beforeAll(async () => {
  app = await served(routes);
});
afterAll(() => app.close());

async function read(authorization: string) {
  return ask(`${app.url}/v1/customers/c1`, { headers: { authorization } });
}

describe('a token', () => {
  it('says who calls and as what', async () => {
    const token = await app.tokens.token({ sub: 'c1', role: 'customer' });
    expect((await read(`Bearer ${token}`)).body).toEqual({ sub: 'c1', role: 'customer' });
  });

  it("does not open someone else's, which is as if it did not exist", async () => {
    const token = await app.tokens.token({ sub: 'c2', role: 'customer' });
    expect((await read(`Bearer ${token}`)).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('of a service acts for others', async () => {
    const token = await app.tokens.token({ sub: 'rides', role: 'service' });
    expect((await read(`Bearer ${token}`)).status).toBe(200);
  });

  it('of a role that the route does not name is forbidden', async () => {
    const token = await app.tokens.token({ sub: 'c1', role: 'driver' });
    expect((await read(`Bearer ${token}`)).body.code).toBe('FORBIDDEN');
  });

  it.each([
    ['is missing', async () => ''],
    ['is no token', async () => 'Bearer abc'],
    ['has expired', async () => bearer({ exp: 1_700_000_000 })],
    ['is for another audience', async () => bearer({ aud: 'elsewhere' })],
    ['has a role unknown to us', async () => bearer({ role: 'root' })],
    ['is unsigned', async () => `Bearer ${unsigned({ sub: 'c1', role: 'ops' })}`],
    [
      'was changed',
      async () => (await bearer({})).replace(/\.[^.]+\./, `.${encoded({ sub: 'c1' })}.`),
    ],
  ])('that %s is refused', async (_what, authorization) => {
    const answer = await read(await authorization());
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it('that is missing is told to who still sends a body, and the connection stays', async () => {
    const body = 'x'.repeat(1024 * 1024);
    for (let n = 0; n < 20; n += 1) {
      const answer = await fetch(`${app.url}/v1/customers`, { method: 'POST', body });
      expect([answer.status, answer.headers.get('connection')]).toEqual([401, 'keep-alive']);
      await answer.body?.cancel();
    }
  });

  it('that cannot be checked, for the keys are away, is refused for now', async () => {
    const other = await served(routes);
    const token = await other.tokens.token({ sub: 'c1', role: 'customer' });
    await other.tokens.close();
    const headers = { authorization: `Bearer ${token}` };
    const answer = await ask(`${other.url}/v1/customers/c1`, { headers });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    await other.close();
  });
});

async function bearer(claims: { exp?: number; aud?: string; role?: string }): Promise<string> {
  return `Bearer ${await app.tokens.token({ sub: 'c1', role: 'customer', ...claims })}`;
}

function unsigned(claims: object): string {
  const { issuer: iss, audience: aud } = app.tokens;
  const exp = 4_000_000_000;
  return `${encoded({ alg: 'none' })}.${encoded({ iss, aud, exp, ...claims })}.`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
