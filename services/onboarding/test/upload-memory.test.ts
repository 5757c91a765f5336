import { randomUUID } from 'node:crypto';
import { request as open } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anotherProcess } from './another-process.ts';
import { maximalPhoto } from './hostile-photos.ts';
import { type KycFlows, kycFlows } from './kyc-flows.ts';
import { MULTIPART, multipart, photosWith } from './multipart.ts';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

/** What README.md promises for the process, in MiB. */
const MEMORY_MAX_MIB = 768;
const UPLOADS_AT_ONCE_MAX = 8;
const CLIENTS = 100;

let app: OnboardingUnderTest;
let flows: KycFlows;
let service: Awaited<ReturnType<typeof anotherProcess>>;
beforeAll(async () => {
  app = await onboardingUnderTest();
  flows = await kycFlows(app);
  service = await anotherProcess(app);
});
afterAll(async () => {
  await service.kill();
  await app.close();
});

/** Sends without waiting for leave, as a client that means harm. */
async function upload(customerId: string, body: Buffer): Promise<string> {
  const answered = Promise.withResolvers<string>();
  const headers = {
    ...(await app.bearer(customerId, 'customer')),
    'idempotency-key': randomUUID(),
    'content-type': MULTIPART,
    'content-length': body.length,
    connection: 'close',
  };
  const url = `${service.url}/v1/customers/${customerId}/upgrade`;
  const call = open(url, { method: 'POST', headers }, (response) => {
    const { statusCode: status = 0, headers: said } = response.resume();
    answered.resolve(`${status} ${said['retry-after'] ?? ''}`.trim());
  });
  // Refused while it still sends: nearly always the answer comes through, else the line is cut.
  call.on('error', () => answered.resolve('cut'));
  call.end(body);
  return answered.promise;
}

// The provider does not know these customers, so that a served upload is a refused one.
it('a hundred maximal uploads at once stay within the memory, and beyond the places wait', async () => {
  await app.faults({ operation: 'ekyc', fault: 'latency', ms: 1_500 });
  const body = multipart(photosWith(await maximalPhoto()));
  const ids = await flows.customersAtRest(CLIENTS);
  const uploads = Promise.all(ids.map((customerId) => upload(customerId, body)));
  // All that is no upload goes on meanwhile.
  expect((await fetch(`${service.url}/livez`)).status).toBe(200);
  const answers = Object.groupBy(await uploads, (answer) => answer);
  const served = answers['422']?.length ?? 0;
  expect(
    Object.keys(answers).filter((answer) => !['422', '503 2', 'cut'].includes(answer)),
  ).toEqual([]);
  expect(served).toBeGreaterThanOrEqual(UPLOADS_AT_ONCE_MAX);
  expect(answers['503 2']?.length).toBeGreaterThan(CLIENTS / 2);
  expect(await service.memoryPeak()).toBeLessThan(MEMORY_MAX_MIB);
}, 120_000);
