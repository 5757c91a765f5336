/** A preview that moves money: each account and what it would gain or lose, before anybody asks for it. */
import { randomUUID } from 'node:crypto';
import { createCodec, toHeaders } from '@angkutan/events';
import { type Person, register } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Browser,
  NARROW,
  openBrowser,
  seriousIssues,
  stickingOut,
} from './console/browser.ts';
import { consoleUrl } from './console/browser-session.ts';
import { attach, type Platform, SOON } from './platform.ts';

/** Beyond the time that a payment waits for a payee whom nobody knows yet. */
const GIVEN_UP = { timeout: 40_000 };
const TIP = 15_000;

let platform: Platform;
let actor: Browser;
beforeAll(async () => {
  platform = await attach();
  actor = await openBrowser(await platform.stack.token({ sub: 'sre-preview', role: 'ops-act' }));
});
afterAll(async () => {
  await actor.close();
  await platform.detach();
});

it('names the accounts that would be debited and credited, on a telephone too', async () => {
  const { page } = actor;
  const [rider, driver] = [await platform.person('USER', 100_000), await platform.person('USER')];
  const paymentId = await tip(rider, driver);
  await page.goto(`${consoleUrl()}/failures?service=wallet&key=${paymentId}`);
  await page.getByRole('grid', { name: 'Dead letters' }).getByText(paymentId).waitFor(GIVEN_UP);
  const known = await register(platform.stack, 'DRIVER', 'Budi Santoso', driver.mobileNumber);
  await eventually(async () => (await platform.available(known)) === 0, SOON);
  await page.getByRole('checkbox', { name: 'Choose' }).click();
  await page.getByRole('button', { name: 'Preview and replay the selection' }).click();
  const effect = page.getByRole('alert').filter({ hasText: 'Effect on the ledger' });
  await effect.getByText(`${rider.customerId}:user`).waitFor(GIVEN_UP);
  await effect.getByText('-Rp 15,000').waitFor(GIVEN_UP);
  await effect.getByText('+Rp 15,000').waitFor(GIVEN_UP);
  await page.setViewportSize(NARROW);
  expect(await seriousIssues(page)).toEqual([]);
  expect(await stickingOut(page)).toEqual([]);
});

/** Asks the wallet, as payments would, to pay one who is no driver yet: it waits, and is given up. */
async function tip(rider: Person, driver: Person): Promise<string> {
  const codec = createCodec({ registryUrl: platform.stack.schemaRegistry.url });
  const [id, occurredAt, rideId] = [randomUUID(), Date.now(), `ride-${randomUUID()}`];
  const key = `${rideId}.tip.1`;
  const walletId = `${driver.customerId}:driver`;
  const data = {
    eventId: id,
    occurredAt,
    paymentId: key,
    kind: 'TIP',
    reference: rideId,
    payerId: rider.customerId,
    amount: BigInt(TIP),
    splits: [{ walletId, amount: BigInt(TIP), purpose: 'TIP' }],
    capture: 'NOW',
  };
  const value = await codec.frame(codec.encode({ type: 'PaymentRequested', data }));
  const source = 'angkutan/payments';
  const headers = toHeaders({ id, type: 'PaymentRequested', source, occurredAt, key });
  const { brokers } = platform.stack.kafka;
  const producer = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({ topic: 'angkutan.payments', messages: [{ key, value, headers }] });
  await producer.disconnect();
  return key;
}
