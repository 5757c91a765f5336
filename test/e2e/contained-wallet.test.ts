/** A breach that is in one wallet stops that wallet, and nobody else's money. */
import { randomUUID } from 'node:crypto';
import { connect } from '@angkutan/mongo';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from './console/browser-session.ts';
import { type Onlookers, openOnlookers, WALLET } from './console/onlookers.ts';
import { AFTER_A_FAULT, attach, type Platform, ride, settledRide } from './platform.ts';

const STOLEN = 3_000n;
const WALLETS = '/api/services/wallet/v1';

let platform: Platform;
let seen: Onlookers;
let rows: Awaited<ReturnType<typeof openWallets>>;
beforeAll(async () => {
  platform = await attach();
  seen = await openOnlookers(platform.stack);
  rows = await openWallets();
});
afterAll(async () => {
  await rows.close();
  await platform.detach();
});

/** The wallet's own rows, changed as nobody may. */
async function openWallets() {
  const connection = await connect(platform.stack.mongodb.uri, { name: 'angkutan-wallet' });
  const wallets = connection
    .getClient()
    .db('angkutan-wallet')
    .collection<{ _id: string; available: bigint }>('wallets');
  return {
    change: (walletId: string, amount: bigint) =>
      wallets.updateOne({ _id: walletId }, { $inc: { available: amount } }),
    close: () => connection.close(),
  };
}

it('stands still until a person lets it go, is credited meanwhile, and others ride on', async () => {
  const start = new Date();
  const person = await platform.person('USER', 50_000);
  const walletId = `${person.customerId}:user`;
  const path = `${WALLETS}/wallets/${encodeURIComponent(walletId)}`;
  const driver = await platform.person('DRIVER');
  const rides = (): ReturnType<typeof ride> & { rideId: string } => {
    const rideId = `ride-${randomUUID()}`;
    return { rideId, ...ride({ rideId, rider: person, driver }) };
  };

  await rows.change(walletId, STOLEN);
  try {
    const incident = await eventually(async () => {
      const found = await seen.openOf('wallet-differs', start);
      if (found.act?.state !== 'HELPED') throw new Error(`its act is ${found.act?.state}`);
      return found;
    }, AFTER_A_FAULT);
    expect(incident).toMatchObject({ severity: 'page', act: { name: 'contain-wallets' } });
    const { body: standing } = await ask(seen.reader, `${WALLETS}/contained-wallets`);
    expect(standing).toMatchObject([{ walletId, by: 'watcher' }]);
    const { body: operations } = await ask(seen.reader, WALLET);
    expect(operations.consumers[0].held).toBeUndefined();
    const refused = rides();
    await platform.rides.publish(refused.booked);
    expect(await platform.becomes(refused.rideId, ['FAILED', 'HELD'])).toMatchObject({
      status: 'FAILED',
      reason: 'WALLET_CONTAINED',
    });
    await settledRide(platform);
    await platform.pay(person, 7_000);
    await eventually(async () => (await platform.available(person)) === 60_000, AFTER_A_FAULT);
    await rows.change(walletId, -STOLEN);
    await eventually(() => seen.hasEnded(incident), AFTER_A_FAULT);
  } finally {
    if ((await platform.available(person)) !== 57_000) await rows.change(walletId, -STOLEN);
    const reason = { reason: `its row is as it was (${randomUUID()})` };
    expect((await ask(seen.actor, `${path}/releases`, { body: reason })).status).toBe(200);
  }
  const { rideId, booked, completed } = rides();
  await platform.rides.publish(booked);
  await platform.rides.publish(completed);
  await platform.becomes(rideId, ['SETTLED']);
  expect(await platform.booksAgree([person, driver])).toBe(true);
});
