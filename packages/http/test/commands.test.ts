import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOf, problem, route, z } from '../src/index.ts';
import { ask, type Served, served } from './served.ts';

const routes = [
  route({
    method: 'post',
    path: '/v1/payments/{paymentId}/refunds',
    operationId: 'refund',
    summary: 'Refunds',
    roles: ['service'],
    params: z.strictObject({ paymentId: z.string() }),
    idempotent: true,
    body: z.strictObject({ rideId: z.string(), note: z.string() }),
    answers: { 202: { description: 'Asked' } },
    handle: async ({ params: { paymentId } }) =>
      paymentId === 'unknown'
        ? problem('RIDE_UNKNOWN')
        : { status: 202, body: { paymentId: `${paymentId}.refund`, name: 'Siti' } },
  }),
];

let app: Served;
beforeAll(async () => {
  app = await served(routes);
});
afterAll(() => app.close());

async function refund(paymentId: string, key: string) {
  const authorization = `Bearer ${await app.tokens.token({ sub: 'ride-platform', role: 'service' })}`;
  return await ask(`${app.url}/v1/payments/${paymentId}/refunds`, {
    json: { rideId: `${paymentId}.of`, note: 'Siti' },
    headers: { authorization, 'idempotency-key': key },
  });
}

describe('a command', () => {
  it('is found by every id in what was asked and answered, and names nobody', async () => {
    await refund('p1', 'k1');
    await refund('p1', 'k1');
    const [command, ...others] = await commandsOf(app.connection, ['p1.refund']);
    expect(others).toEqual([]);
    expect(command).toMatchObject({
      route: 'POST /v1/payments/{paymentId}/refunds',
      role: 'service',
      status: 202,
      ids: ['p1', 'p1.of', 'p1.refund'],
    });
    expect(JSON.stringify(command)).not.toMatch(/Siti|ride-platform/);
    expect(await commandsOf(app.connection, ['p1.of'])).toEqual([command]);
    expect(await commandsOf(app.connection, ['Siti'])).toEqual([]);
  });

  it('that was refused is told too', async () => {
    await refund('unknown', 'k2');
    expect(await commandsOf(app.connection, ['unknown'])).toMatchObject([{ status: 422 }]);
  });
});
