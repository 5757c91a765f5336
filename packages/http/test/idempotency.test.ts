import { connect } from '@angkutan/mongo';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problem, route, z } from '../src/index.ts';
import { createIdempotencyRows } from '../src/idempotency-rows.ts';
import { ask, type Served, served } from './served.ts';

const handled: string[] = [];
const gate = { open: Promise.withResolvers<void>(), closed: false };

const routes = [
  route({
    method: 'post',
    path: '/v1/tips',
    operationId: 'tip',
    summary: 'Tips',
    roles: ['customer'],
    idempotent: true,
    body: z.strictObject({ amount: z.int(), note: z.string().optional() }),
    answers: { 201: { description: 'Tipped' } },
    async handle({ body, idempotencyKey }) {
      handled.push(idempotencyKey ?? '');
      if (gate.closed) await gate.open.promise;
      if (body.note === 'break' && handled.length === 1) throw new Error('broken');
      if (body.amount === 0) return problem('RIDE_UNKNOWN');
      if (body.note === 'later' && handled.length === 1) {
        return problem('RIDE_UNKNOWN', {}, { 'Retry-After': '1' });
      }
      return {
        status: 201,
        body: { tip: handled.length, secret: 'Siti' },
        headers: { 'x-tip': '1' },
      };
    },
  }),
];

let app: Served;
beforeAll(async () => {
  app = await served(routes);
});
beforeEach(() => {
  handled.length = 0;
});
afterAll(() => app.close());

let keys = 0;
const freshKey = () => `key-${(keys += 1)}`;

async function tip(key: string | undefined, json: object, sub = 'c1') {
  const authorization = `Bearer ${await app.tokens.token({ sub, role: 'customer' })}`;
  const headers = { authorization, ...(key ? { 'idempotency-key': key } : {}) };
  return ask(`${app.url}/v1/tips`, { json, headers });
}

describe('an Idempotency-Key', () => {
  it('is required', async () => {
    const answer = await tip(undefined, { amount: 1 });
    expect([answer.status, answer.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_MISSING']);
  });

  it('may be used again after an answer that says when to try again', async () => {
    const key = freshKey();
    const first = await tip(key, { amount: 5, note: 'later' });
    expect([first.status, first.headers.get('retry-after')]).toEqual([422, '1']);
    expect((await tip(key, { amount: 5, note: 'later' })).status).toBe(201);
  });

  it('replays the first answer, whatever the order of the fields', async () => {
    const key = freshKey();
    const first = await tip(key, { amount: 1, note: 'a' });
    const second = await tip(key, { note: 'a', amount: 1 });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect([second.status, second.text]).toEqual([201, first.text]);
    expect(second.headers.get('x-tip')).toBe('1');
    expect(handled).toHaveLength(1);
  });

  it('replays a refusal too', async () => {
    const key = freshKey();
    const [first, second] = [await tip(key, { amount: 0 }), await tip(key, { amount: 0 })];
    expect([second.status, second.text]).toEqual([422, first.text]);
    expect(handled).toHaveLength(1);
  });

  it('with another body is refused', async () => {
    const key = freshKey();
    await tip(key, { amount: 1 });
    const answer = await tip(key, { amount: 2 });
    expect([answer.status, answer.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it("is the caller's own", async () => {
    const key = freshKey();
    await tip(key, { amount: 1 }, 'c1');
    expect((await tip(key, { amount: 1 }, 'c2')).headers.get('idempotency-replayed')).toBeNull();
  });

  it('runs once when it comes many times at once, the others hear that it is in progress', async () => {
    const key = freshKey();
    Object.assign(gate, { open: Promise.withResolvers<void>(), closed: true });
    const first = tip(key, { amount: 1 });
    await eventually(() => handled.length === 1);
    const others = await Promise.all(Array.from({ length: 10 }, () => tip(key, { amount: 1 })));
    expect(new Set(others.map((answer) => answer.body.code))).toEqual(
      new Set(['IDEMPOTENCY_IN_PROGRESS']),
    );
    gate.closed = false;
    gate.open.resolve();
    expect((await first).status).toBe(201);
    expect(handled).toHaveLength(1);
  });

  it('may be tried again when the handler broke', async () => {
    const key = freshKey();
    expect((await tip(key, { amount: 1, note: 'break' })).status).toBe(500);
    expect((await tip(key, { amount: 1, note: 'break' })).status).toBe(201);
  });

  it('is kept for 24 hours, and nothing readable of its answer', async () => {
    await tip(freshKey(), { amount: 1, note: 'Rahayu' });
    const rows = await app.database.rows('idempotency_keys');
    const hours = (Number(rows.at(-1)?.['expiresAt']) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(JSON.stringify(rows)).not.toMatch(/Siti|Rahayu|key-/);
  });
});

describe('a key whose process has died', () => {
  it('is taken over once its lock has passed, by the same request', async () => {
    const connection = await connect(app.database.uri, { name: app.database.name });
    const rows = createIdempotencyRows(connection);
    const claim = { id: freshKey(), lock: 'dead', request: 'r' };
    const later = new Date(Date.now() + 61_000);
    expect(await rows.claim(claim, new Date())).toBe('mine');
    expect(await rows.claim({ ...claim, lock: 'early' }, new Date())).toBe('running');
    expect(await rows.claim({ ...claim, lock: 'other', request: 'x' }, later)).toBe(
      'other-request',
    );
    expect(await rows.claim({ ...claim, lock: 'next' }, later)).toBe('mine');
    await rows.keep(claim, 'of the dead');
    expect(await rows.claim({ ...claim, lock: 'more' }, later)).toBe('running');
    await connection.close();
  });
});
