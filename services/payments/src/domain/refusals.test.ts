import { describe, expect, test } from 'vitest';
import type { Booked, Cancelled, Completed } from './facts.ts';
import { AMOUNT_MAX, FARE_MAX } from './refusals.ts';
import { booked, cancelled, completed, given, NOBODY } from './ride.samples.ts';

type Case<F> = readonly [code: string, why: string, fact: Partial<F>];

const FARES = [0n, -1n, FARE_MAX + 1n, 2n ** 53n + 1n, 2n ** 63n - 1n];

const SHARED: readonly Case<Booked & Completed>[] = [
  ['RIDE_ID_INVALID', 'is empty', { rideId: '' }],
  ['RIDE_ID_INVALID', 'has a slash', { rideId: 'a/b' }],
  ['RIDE_ID_INVALID', 'is a path of its own', { rideId: '..' }],
  ['RIDE_ID_INVALID', 'has 65 characters', { rideId: 'r'.repeat(65) }],
  ['RIDE_ID_INVALID', 'ends in a new line', { rideId: 'ride-1\n' }],
  ['PARTY_ID_INVALID', 'names no rider', { riderId: '' }],
  ['PARTY_ID_INVALID', 'has a control character', { riderId: 'ani\u0000' }],
  ['PARTY_ID_INVALID', 'has a bidi character', { merchantId: 'toko\u202e' }],
  ['UNKNOWN_SERVICE', 'is by boat', { service: 'BOAT' }],
  ['UNKNOWN_SERVICE', 'is by prototype', { service: '__proto__' }],
  ['UNKNOWN_PAYMENT_METHOD', 'is paid in gold', { paymentMethod: 'GOLD' }],
  ['NEGATIVE_AMOUNT', 'has a negative promotion', { promoDiscount: -1n }],
  ['NEGATIVE_AMOUNT', 'has negative goods', { goodsAmount: -1n, merchantId: 'toko' }],
  ['AMOUNT_OUT_OF_RANGE', 'has goods above all', { goodsAmount: AMOUNT_MAX + 1n, merchantId: 't' }],
  ['PROMOTION_ABOVE_FARE', 'is promoted above its fare', { promoDiscount: 30_001n }],
  ['GOODS_WITHOUT_MERCHANT', 'has goods of nobody', { goodsAmount: 1n }],
];

const BOOKED: readonly Case<Booked>[] = [
  ...SHARED,
  ...FARES.map((estimatedFare): Case<Booked> => [
    'FARE_OUT_OF_RANGE',
    `is estimated at ${estimatedFare}`,
    { estimatedFare },
  ]),
];

const COMPLETED: readonly Case<Completed>[] = [
  ...SHARED,
  ...FARES.map((fare): Case<Completed> => ['FARE_OUT_OF_RANGE', `costs ${fare}`, { fare }]),
  ['DRIVER_IS_RIDER', 'is driven by its rider', { driverId: 'ani' }],
  ['PARTY_ID_INVALID', 'names no driver', { driverId: '' }],
  ['NEGATIVE_AMOUNT', 'has a negative toll', { tolls: -1n }],
  ['AMOUNT_OUT_OF_RANGE', 'has a toll above all', { tolls: AMOUNT_MAX + 1n }],
  ['NO_RULES_IN_FORCE', 'was before all rules', { occurredAt: new Date(0) }],
];

const CANCELLED: readonly Case<Cancelled>[] = [
  ['RIDE_ID_INVALID', 'has a space', { rideId: 'a b' }],
  ['DRIVER_IS_RIDER', 'names its rider as driver', { driverId: 'ani', cancellationFee: 1n }],
  ['NEGATIVE_AMOUNT', 'has a negative fee', { cancellationFee: -1n }],
  ['FARE_OUT_OF_RANGE', 'has a fee above every fare', { cancellationFee: FARE_MAX + 1n }],
];

const refusal = (code: string) => ({ accepted: false, rejection: { code } });

describe('a booking is refused as', () => {
  test.each(BOOKED)('%s when it %s', (code, _, fact) => {
    expect(given().when(booked(fact))).toMatchObject(refusal(code));
  });
});

describe('a completion is refused as', () => {
  test.each(COMPLETED)('%s when it %s', (code, _, fact) => {
    expect(given().when(completed(fact))).toMatchObject(refusal(code));
  });
});

describe('a cancellation is refused as', () => {
  test.each(CANCELLED)('%s when it %s', (code, _, fact) => {
    expect(given().when(cancelled(fact))).toMatchObject(refusal(code));
  });
});

describe('a ride', () => {
  test('is refused as RIDER_CHANGED when its events name different riders', () => {
    const ride = given(booked());
    for (const fact of [
      booked({ riderId: 'eve' }),
      completed({ riderId: 'eve' }),
      cancelled({ riderId: 'eve' }),
    ]) {
      expect(ride.when(fact)).toMatchObject(refusal('RIDER_CHANGED'));
    }
  });

  test('is accepted at the ends of the range', () => {
    for (const fare of [1n, FARE_MAX]) {
      expect(given().when(completed({ fare }))).toMatchObject({ accepted: true });
    }
    const free = booked({ promoDiscount: 30_000n, rideId: 'r'.repeat(64) });
    expect(given().when(free)).toMatchObject({ accepted: true });
  });

  test('waits for every customer whose wallet it needs, and is refused first when it is wrong', () => {
    const waits = refusal('CUSTOMER_UNKNOWN');
    const nobody = given();
    expect(nobody.when(booked(), NOBODY)).toMatchObject(waits);
    expect(nobody.when(completed(), NOBODY)).toMatchObject(waits);
    expect(nobody.when(completed({ paymentMethod: 'CASH' }), NOBODY)).toMatchObject(waits);
    expect(nobody.when(cancelled({ cancellationFee: 1n }), NOBODY)).toMatchObject(waits);
    expect(nobody.when(completed({ fare: 0n }), NOBODY)).toMatchObject(
      refusal('FARE_OUT_OF_RANGE'),
    );
    const all = ['ani:USER', 'budi:DRIVER', 'toko:MERCHANT'];
    const delivery = completed({ service: 'DELIVERY', goodsAmount: 1n, merchantId: 'toko' });
    for (const missing of all) {
      const some = {
        ...NOBODY,
        walletOf: (id: string, role: string) =>
          `${id}:${role}` === missing ? undefined : `${id}:${role}`,
      };
      expect(nobody.when(delivery, some)).toMatchObject(waits);
    }
  });

  test('waits for nobody when no wallet has a part in it', () => {
    expect(given().when(booked({ paymentMethod: 'CASH' }), NOBODY)).toMatchObject({
      accepted: true,
    });
    expect(given().when(cancelled(), NOBODY)).toMatchObject({ accepted: true });
    expect(given(booked(), completed()).when(completed(), NOBODY)).toEqual({
      accepted: true,
      events: [],
    });
  });
});
