import { randomUUID } from 'node:crypto';
import type { Person } from '@angkutan/local';
import { type Completion, type Platform, ride } from '../platform.ts';
import { always, type Flow, has, unlessRefused } from './scene.ts';

export const BALANCE = 100_000;

export interface Trip {
  readonly rideId: string;
  readonly rider: Person;
  readonly driver: Person;
}

/** A new ride of two people whom nobody else rides with. */
export async function newTrip(platform: Platform, balance = BALANCE, deposit = 0): Promise<Trip> {
  const [rider, driver] = await Promise.all([
    platform.person('USER', balance),
    platform.person('DRIVER', deposit),
  ]);
  return { rideId: `ride-${randomUUID()}`, rider, driver };
}

/** The ride is over; answers how its payment is read. */
export async function complete(
  platform: Platform,
  trip: Trip & { readonly fare?: number },
  completion: Completion = {},
): Promise<() => Promise<object>> {
  await platform.rides.publish(ride(trip, completion).completed);
  return () => platform.payment(trip.rideId);
}

/** The same, to its end. */
export async function settle(
  platform: Platform,
  trip: Trip,
  completion: Completion = {},
): Promise<string> {
  await complete(platform, trip, completion);
  return (await platform.becomes(trip.rideId, ['SETTLED'])).paymentId;
}

export const GOODS = 15_000;

export const delivered = (merchant: Person): Completion => ({
  service: 'DELIVERY',
  merchantId: merchant.customerId,
  goodsAmount: BigInt(GOODS),
});

export const RIDES: readonly Flow[] = [
  {
    // A refused hold is no refused fare: the completion charges anew.
    name: 'a ride that was booked',
    stage: async (platform) => {
      const trip = await newTrip(platform);
      const { rider, driver } = trip;
      return {
        people: [rider, driver],
        struck: [rider.account],
        by: 'transfer',
        act: async () => {
          await platform.rides.publish(ride(trip).booked);
          return await complete(platform, trip);
        },
        ends: always({
          shows: { kind: 'RIDE', status: 'SETTLED', amount: 20_000, outstanding: 0 },
          wallets: [has(rider, 80_000), has(driver, 16_000)],
        }),
      };
    },
  },
  {
    name: 'a ride with a promotion, paid when it is over',
    stage: async (platform) => {
      const trip = await newTrip(platform);
      const { rider, driver } = trip;
      return {
        people: [rider, driver],
        struck: [rider.account],
        by: 'transfer',
        act: () => complete(platform, trip, { promoDiscount: 5_000n }),
        ends: unlessRefused(
          {
            shows: { status: 'SETTLED', amount: 15_000 },
            wallets: [has(rider, 85_000), has(driver, 16_000)],
          },
          {
            shows: { status: 'OUTSTANDING', outstanding: 15_000 },
            wallets: [has(rider, BALANCE, { owed: 15_000 }), has(driver, 16_000)],
          },
        ),
        mend: {
          act: () => platform.pay(rider, 10_000),
          end: { shows: { status: 'SETTLED' }, wallets: [has(rider, 95_000)] },
        },
      };
    },
  },
  {
    // Struck is what escrow pays the merchant: refused for good, it waits for the merchant and for nobody else.
    name: 'a delivery, the merchant paid for the goods',
    stage: async (platform) => {
      const trip = await newTrip(platform);
      const { rider, driver } = trip;
      const merchant = await platform.person('MERCHANT');
      const others = [has(rider, 65_000), has(driver, 16_000)];
      const shows = { kind: 'DELIVERY', status: 'SETTLED', amount: 35_000 };
      return {
        people: [rider, driver, merchant],
        struck: [merchant.account],
        by: 'transfer',
        act: () => complete(platform, trip, delivered(merchant)),
        ends: unlessRefused(
          { shows, wallets: [...others, has(merchant, GOODS)] },
          { shows, wallets: [...others, has(merchant, 0, { suspense: GOODS })] },
        ),
      };
    },
  },
  {
    name: 'a cancellation for a fee',
    stage: async (platform) => {
      const trip = await newTrip(platform);
      const { rideId, rider, driver } = trip;
      return {
        people: [rider, driver],
        struck: [rider.account],
        by: 'transfer',
        act: async () => {
          await platform.rides.publish(ride(trip).booked);
          const [riderId, driverId] = [rider.customerId, driver.customerId];
          const data = { rideId, riderId, driverId, cancellationFee: 7_000n };
          await platform.rides.publish({ type: 'RideCancelled', data });
          return () => platform.payment(rideId);
        },
        ends: always({
          shows: { status: 'SETTLED', amount: 7_000 },
          wallets: [has(rider, 93_000), has(driver, 7_000)],
        }),
      };
    },
  },
  {
    name: 'commission that is swept to the company',
    stage: async (platform) => {
      const trip = await newTrip(platform, 1_200_000);
      const { rider, driver } = trip;
      const { escrow, corporate } = platform.stack.kaspro.accounts;
      return {
        people: [rider, driver],
        struck: [escrow, corporate],
        by: 'transfer',
        act: async () => {
          await complete(platform, { ...trip, fare: 1_000_000 });
          await platform.becomes(trip.rideId, ['SETTLED']);
          return async () => ({ isSwept: (await platform.balanceOf('commission')) < 100_000 });
        },
        ends: always({
          shows: { isSwept: true },
          wallets: [has(rider, 200_000), has(driver, 800_000)],
        }),
      };
    },
  },
];
