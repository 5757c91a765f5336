import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KycFlows, kycFlows } from './kyc-flows.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

let app: OnboardingUnderTest;
let flows: KycFlows;
let customerId: string;
beforeAll(async () => {
  app = await onboardingUnderTest();
  flows = await kycFlows(app);
  customerId = await flows.inReview();
});
afterAll(() => app.close());

const COLLECTIONS = ['customers', 'verifications', 'otp', 'outbox'] as const;
const everything = () => Promise.all(COLLECTIONS.map((collection) => app.rows(collection)));

/** Every call that takes JSON, with a body that would do. */
const BODIES = {
  '/v1/otp': { mobileNumber: '081234567890' },
  '/v1/otp/validate': { mobileNumber: '081234567890', otp: '123456' },
  '/v1/customers': {
    mobileNumber: '081234567890',
    name: 'Siti Rahayu',
    email: 'siti@example.com',
    role: 'USER',
    consents: { terms: true, privacy: true },
    verificationToken: 'abc',
  },
  '/v1/customers/{customerId}/kyc-decisions': { decision: 'APPROVE', reason: 'looked at it' },
} as const;
const CALLS = Object.entries(BODIES);

async function post(path: string, text: string) {
  const role = path.includes('kyc-decisions') ? 'ops-act' : 'service';
  const answer = await fetch(app.url + path.replace('{customerId}', customerId), {
    method: 'POST',
    body: text,
    headers: {
      connection: 'close',
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(await app.bearer('someone', role)),
    },
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

/** Refused as input, before anything was read or written for it. */
async function refused(path: string, text: string) {
  const before = await everything();
  const { status, body } = await post(path, text);
  expect([text, status, body.code]).toEqual([text, 400, 'INVALID_REQUEST']);
  expect(await everything()).toEqual(before);
}

const EXTRA = [
  '"tier": "PREMIUM"',
  '"kyc": {"status": "PREMIUM"}',
  '"roles": ["ops-act"]',
  '"accounts": ["MERCHANT"]',
  '"customerId": "somebody-else"',
  '"_id": "somebody-else"',
  '"$set": {"tier": "PREMIUM"}',
  '"kyc.status": "PREMIUM"',
  '"__proto__": {"tier": "PREMIUM"}',
  '"constructor": {"prototype": {"tier": "PREMIUM"}}',
  '"by": "somebody-else"',
];
const OPERATORS = [
  { $ne: null },
  { $gt: '' },
  { $in: ['APPROVE', 'USER'] },
  { $regex: '.*' },
  { $where: 'sleep(1000)' },
  ['081234567890'],
  null,
  1,
  true,
];

describe.each(CALLS)('a body of %s', (path, body) => {
  it.each(EXTRA)('with %s beside its fields is refused', async (extra) => {
    await refused(path, `${JSON.stringify(body).slice(0, -1)}, ${extra}}`);
  });

  it.each(Object.keys(body))('with an operator or another type as %s is refused', async (field) => {
    for (const value of OPERATORS) {
      await refused(path, JSON.stringify({ ...body, [field]: value }));
    }
  });

  it('that is no object is refused', async () => {
    for (const text of ['[]', 'null', '"x"', '1', `[${JSON.stringify(body)}]`]) {
      await refused(path, text);
    }
  });
});

it('an operator or a further field among the consents is refused', async () => {
  const body = BODIES['/v1/customers'];
  for (const terms of [{ $ne: null }, 1, null, ['2026-01'], '$ne', '2026-01; --']) {
    const consents = { ...body.consents, terms };
    await refused('/v1/customers', JSON.stringify({ ...body, consents }));
  }
  const consents = { ...body.consents, marketing: true };
  await refused('/v1/customers', JSON.stringify({ ...body, consents }));
});

describe('a customer’s id', () => {
  const OF_CUSTOMERS = [
    ['GET', '/v1/customers/{customerId}'],
    ['POST', '/v1/customers/{customerId}/upgrade'],
  ] as const;

  async function ask(method: string, path: string, headers: Record<string, string>) {
    const keyed = { connection: 'close', 'idempotency-key': randomUUID(), ...headers };
    const answer = await fetch(app.url + path, { method, headers: keyed });
    const { traceId: _trace, ...body } = JSON.parse(await answer.text());
    return { status: answer.status, body };
  }

  it('is on no other route than those tried here', async () => {
    const { body } = await app.call('/openapi.json');
    const known = [...OF_CUSTOMERS.map(([, path]) => path), ...Object.keys(BODIES)];
    const served = Object.keys(body.paths).filter((path) => path.includes('{'));
    expect(served.filter((path) => !known.includes(path))).toEqual([]);
  });

  it.each(OF_CUSTOMERS)('of someone else is as unknown as no one’s to %s %s', async (...route) => {
    const [method, path] = route;
    const before = await everything();
    for (const role of ['customer', 'driver', 'merchant']) {
      const bearer = await app.bearer(randomUUID(), role);
      const [foreign, nobodys] = [customerId, randomUUID()].map((id) =>
        ask(method, path.replace('{customerId}', id), bearer),
      );
      expect(await foreign).toMatchObject({ status: 404, body: { code: 'CUSTOMER_NOT_FOUND' } });
      expect(await foreign).toEqual(await nobodys);
    }
    expect(await everything()).toEqual(before);
  });

  it('decides nothing for customers, whoever’s it is', async () => {
    for (const role of ['customer', 'driver', 'merchant', 'service', 'ops']) {
      const bearer = await app.bearer(customerId, role);
      const path = `/v1/customers/${customerId}/kyc-decisions`;
      expect((await ask('POST', path, bearer)).status).toBe(403);
    }
  });

  it.each(['$ne', '[$ne]', '{"$gt":""}', '__proto__', '*', '%2e%2e%2f', '%00', 'x'.repeat(200)])(
    'written as %j finds nobody',
    async (id) => {
      const bearer = await app.bearer('someone', 'service');
      for (const [method, path] of OF_CUSTOMERS) {
        const written = id.startsWith('%') ? id : encodeURIComponent(id);
        const { status } = await ask(method, path.replace('{customerId}', written), bearer);
        expect([400, 404]).toContain(status);
      }
    },
  );

  it.each(['?tier=PREMIUM', '?customerId[$ne]=x', '?__proto__[tier]=PREMIUM', '?$where=1'])(
    'with %s behind it is refused',
    async (query) => {
      const bearer = await app.bearer(customerId, 'customer');
      const { status } = await ask('GET', `/v1/customers/${customerId}${query}`, bearer);
      expect(status).toBe(400);
    },
  );
});
