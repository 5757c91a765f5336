import { CANARY_EVERY_MS, CANARY_LIMIT_MS } from '../src/domain/canary.ts';
import { eventually } from '@angkutan/testkit';
import { afterEach, expect, test } from 'vitest';
import { paymentsUnderTest, type PaymentsUnderTest } from './payments-under-test.ts';

const running: PaymentsUnderTest[] = [];
afterEach(async () => {
  for (const payments of running.splice(0)) await payments.close();
});

test('one instance of two sends a canary when it is due, and hears of its answer once', async () => {
  const payments = await paymentsUnderTest({ instances: 2 });
  running.push(payments);
  const { canaryId, occurredAt: sentAt } = await eventually(() => {
    const [first] = payments.canaries();
    if (!first) throw new Error('no canary');
    return first;
  });
  const data = { eventId: `answer-${canaryId}`, occurredAt: sentAt + 50, canaryId, sentAt };
  const answer = { event: { type: 'CanaryAnswered', data }, key: canaryId } as const;
  await payments.send(answer, answer);
  const rows = await eventually(async () => {
    const found = await payments.database.rows('canaries');
    return found.length > 0 && found;
  });
  expect(rows).toMatchObject([{ _id: canaryId, sentAt: new Date(sentAt) }]);
  const [url = ''] = payments.urls;
  const token = await payments.token({ sub: 'sre', role: 'ops' });
  const canary = await eventually(
    async () => {
      const response = await fetch(`${url}/v1/operations`, {
        headers: { authorization: `Bearer ${token}`, connection: 'close' },
      });
      const said: { canary?: { sentAt: string; due: number; good: number; tookMs: number } } =
        JSON.parse(await response.text());
      return said.canary;
    },
    { within: CANARY_EVERY_MS + CANARY_LIMIT_MS },
  );
  expect(canary).toMatchObject({ sentAt: new Date(sentAt).toISOString(), good: 1 });
  const metrics = await (
    await fetch(`${url}/metrics`, { headers: { connection: 'close' } })
  ).text();
  expect(metrics).toMatch(/^angkutan_canary_seconds_count 1$/m);
  const ids = payments.canaries().map((one) => one.canaryId);
  expect(new Set(ids).size).toBe(ids.length);
});
