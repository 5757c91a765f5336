/** The watcher helps by itself: what nobody would have asked KasPro about for an hour is asked about now. */
import { randomUUID } from 'node:crypto';
import { connect } from '@angkutan/mongo';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './console/browser-session.ts';
import { NOTICED, type Onlookers, openOnlookers, WALLET } from './console/onlookers.ts';
import { AFTER_A_FAULT, attach, type Platform, ride } from './platform.ts';

const MINUTE_MS = 60_000;
const NAME = 'angkutan-wallet';

let platform: Platform;
let seen: Onlookers;
let connection: Awaited<ReturnType<typeof connect>>;
beforeAll(async () => {
  platform = await attach();
  seen = await openOnlookers(platform.stack);
  connection = await connect(platform.stack.mongodb.uri, { name: NAME });
});
afterAll(async () => {
  await platform.faults([]);
  await connection.close();
  await platform.detach();
});

/** As if KasPro had been silent about it for ten minutes, and were not to be asked for an hour. */
async function silence(walletId: string): Promise<boolean> {
  const now = Date.now();
  const instructions = connection.getClient().db(NAME).collection('instructions');
  const { modifiedCount } = await instructions.updateOne(
    { from: walletId, status: 'UNKNOWN', nextAt: { $gt: new Date(now) } },
    { $set: { sentAt: new Date(now - 10 * MINUTE_MS), nextAt: new Date(now + 60 * MINUTE_MS) } },
  );
  return modifiedCount === 1;
}

it('of a transfer is found out by the watcher, in minutes less than by itself, and the ride is paid', async () => {
  const start = new Date();
  const rider = await platform.person('USER', 100_000);
  const driver = await platform.person('DRIVER');
  const accounts = [rider.account];
  await platform.faults([
    { operation: 'p2p', fault: 'act-then-reset', accounts },
    { operation: 'callback', fault: 'missing', accounts },
  ]);
  const rideId = `ride-${randomUUID()}`;
  await platform.rides.publish(ride({ rideId, rider, driver }).completed);
  await eventually(() => silence(`${rider.customerId}:user`), AFTER_A_FAULT);
  await platform.faults([]);

  const { incidentId } = await eventually(() => seen.openOf('unknown-outcomes', start), NOTICED);
  await platform.becomes(rideId, ['SETTLED'], AFTER_A_FAULT);
  const ended = await eventually(async () => {
    const { body } = await ask(seen.reader, '/api/incidents');
    const one = body.find((known: { incidentId: string }) => known.incidentId === incidentId);
    if (one.endedAt === undefined) throw new Error('it goes on');
    return one;
  }, NOTICED);
  expect(ended).toMatchObject({
    subject: 'wallet',
    severity: 'warn',
    act: { name: 'sweep-instructions', state: 'HELPED', attempts: 1 },
  });
  const { body: audit } = await ask(seen.reader, `${WALLET}/audit`);
  expect(audit).toContainEqual(
    expect.objectContaining({ act: 'SWEEP_INSTRUCTIONS', actor: 'watcher' }),
  );
  expect(await platform.booksAgree([rider, driver])).toBe(true);
});
