import { SERVICES, type Service } from '@angkutan/rules';
import type { RefusalCode } from './codes.ts';
import type { Booked, Cancelled, Completed, Rejection } from './facts.ts';

/** The highest fare, estimate or cancellation fee of one ride, in rupiah. */
export const FARE_MAX = 10_000_000n;
/** The highest goods value or toll of one ride, in rupiah: far above any real one, far below what a sum could not hold. */
export const AMOUNT_MAX = 100_000_000n;

/** It stands in URLs and within payment ids, so it must need no escaping. */
const RIDE_ID = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/;
const PARTY_ID = /^[\x21-\x7e]{1,128}$/;

type Guard = readonly [refused: boolean, code: RefusalCode, detail: string];

/** The rider whom earlier events of the ride named, if any. */
type KnownRider = string | undefined;

export const isService = (value: string): value is Service =>
  SERVICES.some((service) => service === value);
const isMethod = (value: string): boolean => value === 'WALLET' || value === 'CASH';

export const refusalOfBooked = (fact: Booked, rider: KnownRider): Rejection | undefined =>
  firstOf([
    ...parties(fact, [fact.merchantId], rider),
    ...words(fact),
    ...amounts([fact.promoDiscount, fact.goodsAmount]),
    ...fares(fact.estimatedFare, fact),
  ]);

export const refusalOfCompleted = (fact: Completed, rider: KnownRider): Rejection | undefined =>
  firstOf([
    ...parties(fact, [fact.driverId, fact.merchantId], rider),
    ...words(fact),
    driverIsRider(fact),
    ...amounts([fact.tolls, fact.promoDiscount, fact.goodsAmount]),
    ...fares(fact.fare, fact),
  ]);

export const refusalOfCancelled = (fact: Cancelled, rider: KnownRider): Rejection | undefined =>
  firstOf([
    ...parties(fact, [fact.driverId], rider),
    driverIsRider(fact),
    ...amounts([fact.cancellationFee]),
    [fact.cancellationFee > FARE_MAX, 'FARE_OUT_OF_RANGE', `fee ${fact.cancellationFee}`],
  ]);

function firstOf(guards: readonly Guard[]): Rejection | undefined {
  const guard = guards.find(([refused]) => refused);
  return guard && { code: guard[1], detail: guard[2] };
}

const parties = (
  fact: Pick<Booked, 'rideId' | 'riderId'>,
  others: readonly (string | null)[],
  rider: KnownRider,
): Guard[] => [
  [!RIDE_ID.test(fact.rideId), 'RIDE_ID_INVALID', 'a ride id is 1 to 64 URL-safe characters'],
  [
    ![fact.riderId, ...others].every((id) => id === null || PARTY_ID.test(id)),
    'PARTY_ID_INVALID',
    'a rider, driver or merchant id is 1 to 128 visible ASCII characters',
  ],
  [
    rider !== undefined && rider !== fact.riderId,
    'RIDER_CHANGED',
    `an earlier event of this ride named rider ${rider}`,
  ],
];

const words = (fact: Pick<Booked, 'service' | 'paymentMethod'>): Guard[] => [
  [!isService(fact.service), 'UNKNOWN_SERVICE', `the services are ${SERVICES.join(', ')}`],
  [!isMethod(fact.paymentMethod), 'UNKNOWN_PAYMENT_METHOD', 'the methods are WALLET and CASH'],
];

const driverIsRider = (fact: Pick<Cancelled, 'driverId' | 'riderId'>): Guard => [
  fact.driverId === fact.riderId,
  'DRIVER_IS_RIDER',
  'nobody is paid for driving themselves',
];

const amounts = (all: readonly bigint[]): Guard[] => [
  [all.some((amount) => amount < 0n), 'NEGATIVE_AMOUNT', 'no amount of a ride is below 0'],
  [all.some((amount) => amount > AMOUNT_MAX), 'AMOUNT_OUT_OF_RANGE', `none is above ${AMOUNT_MAX}`],
];

const fares = (fare: bigint, fact: Pick<Booked, 'promoDiscount' | 'goodsAmount' | 'merchantId'>) =>
  [
    [fare <= 0n || fare > FARE_MAX, 'FARE_OUT_OF_RANGE', `fare ${fare} is not 1 to ${FARE_MAX}`],
    [fact.promoDiscount > fare, 'PROMOTION_ABOVE_FARE', `${fact.promoDiscount} above fare ${fare}`],
    [
      fact.goodsAmount > 0n && fact.merchantId === null,
      'GOODS_WITHOUT_MERCHANT',
      'goods are paid to a merchant',
    ],
  ] satisfies Guard[];
