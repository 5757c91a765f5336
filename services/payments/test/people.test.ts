import { eventually, unique } from '@angkutan/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aRide, booked, completed, walletOpened } from './events.ts';
import { paymentsUnderTest, type PaymentsUnderTest } from './payments-under-test.ts';

const CUSTOMER_WAIT_MS = 3_000;

let payments: PaymentsUnderTest;
beforeAll(async () => {
  payments = await paymentsUnderTest({ customerWaitMs: CUSTOMER_WAIT_MS });
  await payments.send(walletOpened('ani', 'USER'), walletOpened('budi', 'DRIVER'));
});
afterAll(() => payments.close());

const requested = (rideId: string) =>
  eventually(() => payments.published().find(({ data }) => data.paymentId.startsWith(rideId)));

test('a ride that overtakes its rider’s registration waits, and the rides of others do not', async () => {
  const newcomer = { ...aRide(), riderId: unique('newcomer') };
  const known = aRide();
  await payments.send(booked(newcomer), completed(newcomer), booked(known));
  await requested(known.rideId);
  expect(payments.published().some(({ data }) => data.paymentId.startsWith(newcomer.rideId))).toBe(
    false,
  );
  await payments.send(walletOpened(newcomer.riderId, 'USER'));
  expect(await requested(newcomer.rideId)).toMatchObject({
    type: 'PaymentRequested',
    data: { payerId: newcomer.riderId, capture: 'LATER' },
  });
});

test('a ride of somebody who never becomes known, and one that is wrong, are dead-lettered by name', async () => {
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
