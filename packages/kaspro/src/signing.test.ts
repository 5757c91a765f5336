import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SIGNATURE_WINDOW_MS, signRequest, verifySignature } from './index.ts';

const secret = 'rahasia';
const sentAt = new Date('2026-11-22T07:00:00.000Z');
const request = {
  method: 'POST',
  path: '/p2p-transaction/',
  body: '{"a":"1"}',
  timestamp: sentAt.toISOString(),
};
const signature = signRequest(secret, request);
const check = (changed: object, now = sentAt) =>
  verifySignature(secret, { ...request, signature, ...changed }, now);

describe('a signature', () => {
  test('is the one that openssl computes', () => {
    expect(signature).toBe('Pgqb8kN/RVHoxfbl2atlXukB/qKUe7YTxekNpg8n++s=');
  });

  test('verifies on the same bytes, as text or as a buffer', () => {
    expect(check({})).toEqual({ ok: true });
    expect(check({ body: Buffer.from(request.body) })).toEqual({ ok: true });
  });

  test.each([
    ['method', { method: 'PUT' }],
    ['path', { path: '/bank-transfer/' }],
    ['query', { path: '/p2p-transaction/?a=1' }],
    ['spacing of the JSON', { body: '{"a": "1"}' }],
    ['timestamp', { timestamp: '2026-11-22T07:00:00Z' }],
    ['length', { signature: signature.slice(0, -1) }],
    ['padding', { signature: signature.replace('=', '') }],
    ['spelling of the same base64 bytes', { signature: `${signature}\n` }],
    ['absence', { signature: '' }],
  ])('is refused after a change of %s', (_, changed) => {
    expect(check(changed)).toEqual({ ok: false, reason: 'BAD_SIGNATURE' });
  });

  test('is refused under any other secret, and for any other body', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.uint8Array(), (otherSecret, body) => {
        fc.pre(otherSecret !== secret && Buffer.from(body).toString() !== request.body);
        const forged = signRequest(otherSecret, request);
        expect(check({ signature: forged }).ok).toBe(false);
        expect(check({ body }).ok).toBe(false);
      }),
    );
  });
});

describe('a timestamp', () => {
  test.each([
    [SIGNATURE_WINDOW_MS, true],
    [-SIGNATURE_WINDOW_MS, true],
    [SIGNATURE_WINDOW_MS + 1, false],
    [-SIGNATURE_WINDOW_MS - 1, false],
  ])('%d ms off our clock is welcome: %s', (offsetMs, welcome) => {
    const now = new Date(sentAt.getTime() + offsetMs);
    expect(check({}, now)).toEqual(
      welcome ? { ok: true } : { ok: false, reason: 'OUTSIDE_WINDOW' },
    );
  });

  test.each(['', 'yesterday', '2026-11-22', '1790000000', '2026-13-45T00:00:00Z'])(
    'is refused when it is %j',
    (timestamp) => {
      const signed = { ...request, timestamp };
      const verdict = check({ timestamp, signature: signRequest(secret, signed) });
      expect(verdict).toEqual({ ok: false, reason: 'BAD_TIMESTAMP' });
    },
  );
});
