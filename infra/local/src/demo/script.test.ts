import { describe, expect, test } from 'vitest';
import { isShort, scriptedRide, type Scene } from './script.ts';

const rides = Array.from({ length: 200 }, (_, n) => scriptedRide('run', n));

describe('the rides of the demo', () => {
  test('show every way a ride can end in every twenty', () => {
    const all: readonly Scene[] = [
      'WALLET',
      'WALLET_PROMOTION',
      'CASH',
      'CANCELLED_FREE',
      'CANCELLED_FEE',
      'SHORT_BOOKED',
      'SHORT_COMPLETED',
    ];
    for (let from = 0; from < rides.length; from += 20) {
      const scenes = new Set(rides.slice(from, from + 20).map(({ scene }) => scene));
      expect([...scenes].toSorted()).toEqual(all.toSorted());
    }
  });

  test('have ids of their own', () => {
    expect(new Set(rides.map(({ rideId }) => rideId)).size).toBe(200);
  });

  test('cost what a ride may cost', () => {
    for (const { fare, estimatedFare, promoDiscount, cancellationFee } of rides) {
      expect(fare > 0n && fare <= estimatedFare && estimatedFare < 10_000_000n).toBe(true);
      expect(promoDiscount <= fare && cancellationFee <= estimatedFare).toBe(true);
    }
  });

  test('of those without money cost more than they have', () => {
    for (const ride of rides.filter(({ scene }) => isShort(scene)))
      expect(ride.fare > 5_000n).toBe(true);
  });
});
