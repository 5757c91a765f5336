import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request as open } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KycFlows, kycFlows } from './kyc-flows.ts';
import { MULTIPART, multipart, photosWith } from './multipart.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

const UPLOADS_AT_ONCE_MAX = 8;
const A_SECOND_MS = 1_000;
/** One span of the pace is 5 s; long before the 25 s that a whole upload may take. */
const ENDED_WITHIN_MS = 15_000;

let app: OnboardingUnderTest;
let flows: KycFlows;
beforeAll(async () => {
  app = await onboardingUnderTest();
  flows = await kycFlows(app);
});
afterAll(() => app.close());

/** Sends a byte a second for as long as it is let; answers what it was told, and after how long. */
async function drip(customerId: string) {
  const answered = Promise.withResolvers<{ said: string; afterMs: number }>();
  const startedAt = performance.now();
  const headers = {
    ...(await app.bearer(customerId, 'customer')),
    'idempotency-key': randomUUID(),
    'content-type': MULTIPART,
  };
  const body = multipart(photosWith(flows.picture));
  const url = `${app.url}/v1/customers/${customerId}/upgrade`;
  const call = open(url, { method: 'POST', headers });
  const hear = async (response: IncomingMessage) => {
    const text = (await response.toArray()).join('');
    const said = `${response.statusCode} ${JSON.parse(text).code}`;
    answered.resolve({ said, afterMs: performance.now() - startedAt });
    call.destroy();
  };
  call.on('response', (response) => void hear(response).catch(answered.reject));
  let sent = 0;
  const timer = setInterval(() => call.write(body.subarray(sent, (sent += 1))), A_SECOND_MS);
  call.on('error', answered.reject).on('close', () => clearInterval(timer));
  call.flushHeaders();
  return answered.promise;
}

it('who sends a byte a second is told so within seconds, and holds up nobody for longer', async () => {
  const { customerId } = await flows.registered();
  const slow = await flows.customersAtRest(UPLOADS_AT_ONCE_MAX + 4);
  const drips = Promise.all(slow.map(drip));
  // All that is no upload goes on meanwhile.
  expect((await flows.read(customerId)).customerId).toBe(customerId);
  const told = Object.groupBy(await drips, ({ said }) => said);
  const tooSlow = told['408 UPLOAD_TOO_SLOW'] ?? [];
  expect([tooSlow.length, told['503 UPLOADS_FULL']?.length]).toEqual([UPLOADS_AT_ONCE_MAX, 4]);
  for (const { afterMs } of tooSlow) expect(afterMs).toBeLessThan(ENDED_WITHIN_MS);
  expect((await flows.upgrade(customerId)).status).toBe(200);
}, 60_000);
