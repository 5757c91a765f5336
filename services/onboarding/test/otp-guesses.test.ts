import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onboardingUnderTest, type OnboardingUnderTest } from './onboarding-under-test.ts';

const GUESSES = 10_000;
const REQUESTS = 1_000;
/** Connections to each instance; what is more waits in the client. */
const SOCKETS = 500;

/** On two idle cores it takes about 10 s; beside other work it may take long. */
const PATIENCE_MS = 240_000;

let app: OnboardingUnderTest;
let instances: readonly string[];
const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
beforeAll(async () => {
  app = await onboardingUnderTest();
  instances = [app.url, await app.anotherInstance()];
});
afterAll(async () => {
  agent.destroy();
  await app.close();
});

/** Posts without waiting for others; answers the status. */
async function post(url: string, json: object): Promise<number> {
  for (;;) {
    const status = await tryToPost(url, JSON.stringify(json));
    if (status !== 'closed') return status;
  }
}

/** `closed`: the server had ended a kept connection in the moment in which it was used again. */
function tryToPost(url: string, body: string): Promise<number | 'closed'> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent, method: 'POST', headers }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    asking.once('error', (error) => (asking.reusedSocket ? resolve('closed') : reject(error)));
    asking.end(body);
  });
}

/** All at once, in turn over the instances; how often each status was answered. */
async function flood(path: string, bodies: readonly object[]): Promise<Record<number, number>> {
  const asked = bodies.map((body, i) => post(`${instances[i % instances.length]}${path}`, body));
  const statuses = Object.groupBy(await Promise.all(asked), (status) => status);
  return Object.fromEntries(
    Object.entries(statuses).map(([status, all = []]) => [status, all.length]),
  );
}

describe('over two instances', () => {
  it('10,000 guesses at once reach KasPro three times', { timeout: PATIENCE_MS }, async () => {
    const mobileNumber = app.newNumber();
    await app.call('/v1/otp', { json: { mobileNumber } });
    const right = await app.otpOf(mobileNumber);
    const wrong = Array.from({ length: GUESSES + 1 }, (_, i) => String(i).padStart(6, '0'));
    const bodies = wrong.filter((otp) => otp !== right).map((otp) => ({ mobileNumber, otp }));
    const calls = await app.counting('otp');
    const answers = await flood('/v1/otp/validate', bodies.slice(0, GUESSES));
    expect(await calls()).toBe(3);
    expect(answers).toEqual({ 422: 3, 429: GUESSES - 3 });
  });

  it('1,000 requests at once send three codes', { timeout: PATIENCE_MS }, async () => {
    const mobileNumber = app.newNumber();
    const calls = await app.counting('otp');
    const answers = await flood(
      '/v1/otp',
      Array.from({ length: REQUESTS }, () => ({ mobileNumber })),
    );
    expect(await calls()).toBe(3);
    expect(answers).toEqual({ 202: 3, 429: REQUESTS - 3 });
  });
});
