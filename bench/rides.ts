import type { RideEvent } from '@angkutan/local';
import type { People } from './people.ts';

export type Method = 'WALLET' | 'CASH';

/** A ride's two events, as the ride platform tells them. */
export interface Ride {
  readonly rideId: string;
  readonly booked: RideEvent;
  readonly completed: RideEvent;
}

// Whole rupiah. The estimate is a ceiling, so that every wallet ride also gives a rest back.
const FARE = 10_000n;
const ESTIMATED_FARE = 12_000n;
const TERMS = { service: 'BIKE', promoDiscount: 0n, merchantId: null, goodsAmount: 0n } as const;

/** The n-th ride of a row, n from 0; riders and drivers take turns. */
export function rideOf(row: string, n: number, paymentMethod: Method, people: People): Ride {
  const rideId = `${row}-${n + 1}`;
  const riderId = customerOf(people.riders, n);
  const driverId = customerOf(people.drivers, n);
  const known = { ...TERMS, rideId, riderId, paymentMethod };
  return {
    rideId,
    booked: { type: 'RideBooked', data: { ...known, estimatedFare: ESTIMATED_FARE } },
    completed: { type: 'RideCompleted', data: { ...known, driverId, fare: FARE, tolls: 0n } },
  };
}

function customerOf(people: People['riders'], n: number): string {
  const person = people[n % people.length];
  if (!person) throw new Error('nobody was registered');
  return person.customerId;
}
