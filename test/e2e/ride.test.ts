import { randomUUID } from 'node:crypto';
import type { Person } from '@angkutan/local';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attach, type Platform, ride, SOON } from './platform.ts';

let platform: Platform;
let rider: Person;
let driver: Person;
const people: Person[] = [];
beforeAll(async () => {
  platform = await attach();
  rider = await someone('USER', 500_000);
  driver = await someone('DRIVER', 100_000);
});
afterAll(async () => {
  await platform.detach();
});

const someone = async (role: Person['role'], balance = 0): Promise<Person> => {
  const person = await platform.person(role, balance);
  people.push(person);
  return person;
};
const newRide = (): string => `ride-${randomUUID()}`;
const settledFor = (rideId: string): unknown[] =>
  platform.heard.filter((one) => one.type === 'PaymentSettled' && one.data.reference === rideId);

describe('a ride paid from the wallet', () => {
  it('is held when booked, paid when completed, and its rest is returned', async () => {
    const rideId = newRide();
    const { booked, completed } = ride({ rideId, rider, driver });
    const [riderBefore, driverBefore] = [
      await platform.available(rider),
      await platform.available(driver),
    ];
    await platform.rides.publish(booked);
    await platform.becomes(rideId, ['HELD']);
    expect(await platform.available(rider)).toBe(riderBefore - 25_000);
    await platform.rides.publish(completed);
    const payment = await platform.becomes(rideId, ['SETTLED']);
    expect(payment).toMatchObject({ kind: 'RIDE', amount: 20_000, outstanding: 0 });
    expect(payment.timeline.length).toBeGreaterThanOrEqual(3);
    expect(await platform.available(driver)).toBe(driverBefore + 16_000);
    await eventually(async () => (await platform.available(rider)) === riderBefore - 20_000, SOON);
    await platform.booksAgree(people);
  });

  it('is paid once when every event comes five times', async () => {
    const rideId = newRide();
    const { booked, completed } = ride({ rideId, rider, driver });
    const before = await platform.available(driver);
    await Promise.all(Array.from({ length: 5 }, () => platform.rides.publish(booked)));
    await Promise.all(Array.from({ length: 5 }, () => platform.rides.publish(completed)));
    await platform.becomes(rideId, ['SETTLED']);
    await platform.booksAgree(people);
    expect(await platform.available(driver)).toBe(before + 16_000);
    expect(settledFor(rideId)).toHaveLength(1);
  });

  it('without a booking is held and captured in one', async () => {
    const rideId = newRide();
    await platform.rides.publish(ride({ rideId, rider, driver }).completed);
    expect(await platform.becomes(rideId, ['SETTLED'])).toMatchObject({ amount: 20_000 });
  });

  it('whose hold lacks money is refused by name, and nothing moves', async () => {
    const poor = await someone('USER', 10_000);
    const rideId = newRide();
    await platform.rides.publish(ride({ rideId, rider: poor, driver }).booked);
    expect(await platform.becomes(rideId, ['FAILED'])).toMatchObject({
      reason: 'INSUFFICIENT_FUNDS',
    });
    expect(await platform.available(poor)).toBe(10_000);
  });

  it('that lacks money when completed is outstanding, the driver paid in full, and settles at the next top-up', async () => {
    const poor = await someone('USER', 10_000);
    const rideId = newRide();
    const before = await platform.available(driver);
    await platform.rides.publish(ride({ rideId, rider: poor, driver }).completed);
    expect(await platform.becomes(rideId, ['OUTSTANDING'])).toMatchObject({ outstanding: 10_000 });
    expect(await platform.available(driver)).toBe(before + 16_000);
    await platform.pay(poor, 50_000);
    await platform.becomes(rideId, ['SETTLED']);
    await eventually(async () => (await platform.available(poor)) === 40_000, SOON);
    await platform.booksAgree(people);
  });
});

describe('a ride paid otherwise', () => {
  it('in cash moves only the commission, from the driver’s deposit', async () => {
    const rideId = newRide();
    const { completed } = ride({ rideId, rider, driver }, { paymentMethod: 'CASH' });
    const before = [await platform.available(rider), await platform.available(driver)];
    await platform.rides.publish(completed);
    expect(await platform.becomes(rideId, ['SETTLED'])).toMatchObject({
      kind: 'CASH_COMMISSION',
      amount: 4_000,
    });
    expect(await platform.available(rider)).toBe(before[0]);
    expect(await platform.available(driver)).toBe((before[1] ?? 0) - 4_000);
  });

  it('with a promotion pays the driver whole', async () => {
    const rideId = newRide();
    const { completed } = ride({ rideId, rider, driver }, { promoDiscount: 5_000n });
    const before = await platform.available(driver);
    await platform.rides.publish(completed);
    expect(await platform.becomes(rideId, ['SETTLED'])).toMatchObject({ amount: 15_000 });
    expect(await platform.available(driver)).toBe(before + 16_000);
  });

  it.each([
    [0n, 'VOIDED', 0],
    [7_000n, 'SETTLED', 7_000],
  ])('cancelled for a fee of %d ends %s', async (cancellationFee, status, charged) => {
    const rideId = newRide();
    const before = await platform.available(rider);
    await platform.rides.publish(ride({ rideId, rider, driver }).booked);
    await platform.becomes(rideId, ['HELD']);
    const { customerId: riderId } = rider;
    await platform.rides.publish({
      type: 'RideCancelled',
      data: { rideId, riderId, driverId: driver.customerId, cancellationFee },
    });
    await platform.becomes(rideId, [status]);
    await eventually(async () => (await platform.available(rider)) === before - charged, SOON);
    await platform.booksAgree(people);
  });
});
