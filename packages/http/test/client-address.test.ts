import { describe, expect, it } from 'vitest';
import { route } from '../src/index.ts';
import { ask, served } from './served.ts';

const whoAmI = route({
  method: 'get',
  path: '/v1/address',
  operationId: 'readAddress',
  summary: 'Says who calls',
  roles: 'public',
  answers: { 200: { description: 'The address' } },
  handle: ({ clientAddress }) => ({ status: 200, body: { clientAddress } }),
});

/** What the service takes for the caller's address, with so many proxies trusted. */
async function addressBehind(trustedProxies: number, forwarded: string): Promise<string> {
  const app = await served([whoAmI], trustedProxies);
  try {
    const headers = { 'x-forwarded-for': forwarded };
    return (await ask(`${app.url}/v1/address`, { headers })).body.clientAddress;
  } finally {
    await app.close();
  }
}

describe("a caller's address", () => {
  it('is that of the connection where no proxy is trusted', async () => {
    expect(await addressBehind(0, '203.0.113.7')).toMatch(/127\.0\.0\.1$/);
  });

  it('is what the one trusted proxy saw, not what the caller wrote before it', async () => {
    expect(await addressBehind(1, '198.51.100.1, 203.0.113.7')).toBe('203.0.113.7');
  });

  it('is counted by hops: with two, the one before the last', async () => {
    expect(await addressBehind(2, '192.0.2.1, 198.51.100.1, 203.0.113.7')).toBe('198.51.100.1');
  });
});
