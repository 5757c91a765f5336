import { eventually, unique } from '@angkutan/testkit';
import { afterEach, expect, test } from 'vitest';
import { aRide, booked, completed, walletOpened } from './events.ts';
import { paymentsUnderTest, type PaymentsUnderTest } from './payments-under-test.ts';

const running: PaymentsUnderTest[] = [];
afterEach(async () => {
  for (const payments of running.splice(0)) await payments.close();
});

/** Payments that knows ani as a rider and budi as a driver. */
async function start(customerWaitMs: number) {
  const payments = await paymentsUnderTest({ customerWaitMs });
  running.push(payments);
  await payments.send(walletOpened('ani', 'USER'), walletOpened('budi', 'DRIVER'));
  await eventually(async () => (await payments.database.rows('wallets')).length === 2);
  const ofRide = (rideId: string) =>
    payments.published().find(({ data }) => data.paymentId.startsWith(rideId));
  return { payments, ofRide, requested: (rideId: string) => eventually(() => ofRide(rideId)) };
}

test('a ride that overtakes its rider’s registration waits, and the rides of others do not', async () => {
  const { payments, ofRide, requested } = await start(60_000);
  const newcomer = { ...aRide(), riderId: unique('newcomer') };
  const known = aRide();
  await payments.send(booked(newcomer), completed(newcomer), booked(known));
  await requested(known.rideId);
  expect(ofRide(newcomer.rideId)).toBeUndefined();
  await payments.send(walletOpened(newcomer.riderId, 'USER'));
  expect(await requested(newcomer.rideId)).toMatchObject({
    type: 'PaymentRequested',
    data: { payerId: newcomer.riderId, capture: 'LATER' },
  });
});

test('a ride of somebody who never becomes known, and one that is wrong, are dead-lettered by name', async () => {
  const { payments, requested } = await start(1_000);
  const stranger = { ...aRide(), riderId: unique('stranger') };
  const wrong = aRide();
  const good = aRide();
  await payments.send(
    booked(stranger),
    completed(wrong, { fare: 10_000_001n }),
    completed(wrong, { driverId: wrong.riderId }),
    completed(good),
  );
  await requested(good.rideId);
  const letters = await payments.letters((all) => all.length >= 3);
  const codes = letters.map(({ key, headers }) => [
    key?.toString(),
    String(headers?.['dead_error_code']),
  ]);
  expect(codes).toEqual(
    expect.arrayContaining([
      [wrong.rideId, 'FARE_OUT_OF_RANGE'],
      [wrong.rideId, 'DRIVER_IS_RIDER'],
      [stranger.rideId, 'AKT_WAIT_LIMIT'],
    ]),
  );
  const rides = await payments.database.rows('rides');
  expect(rides.map((ride) => ride['rideId'])).not.toContain(wrong.rideId);
  expect(rides.map((ride) => ride['rideId'])).not.toContain(stranger.rideId);
});
