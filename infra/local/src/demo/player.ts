// One ride, as the ride platform plays it:
//
//   wallet ride      booked -> (PaymentHeld) -> completed -> (PaymentSettled or PaymentOutstanding)
//   refused          booked -> (PaymentFailed): nobody drives
//   cash ride        booked and completed -> (PaymentSettled of the commission)
//   cancelled        booked -> (PaymentHeld) -> cancelled -> (PaymentVoided, or PaymentSettled of the fee)
//   without booking  completed -> (PaymentOutstanding, the rider is short)
//   delivery         as a wallet ride, with goods of a merchant
import type { AnyEvent } from '@angkutan/events';
import type { Cast } from './cast.ts';
import type { Person } from './people.ts';
import type { RideEvent } from './ride-platform.ts';
import type { Purses } from './purses.ts';
import { isShort, type ScriptedRide } from './script.ts';
import type { Ending, Tally } from './tally.ts';

export interface Player {
  /** Starts a ride; it goes on by what is heard. */
  play(ride: ScriptedRide): void;
  hear(event: AnyEvent): void;
}

/** A ride that has ended with money paid, or owed. */
export interface Ended {
  readonly ride: ScriptedRide;
  readonly rider: Person;
  readonly driver: Person;
  readonly ending: Ending;
  readonly paymentId: string;
  /** Whole rupiah; of these `outstanding` are owed. */
  readonly amount: bigint;
  readonly outstanding: bigint;
}

interface Playing {
  readonly ride: ScriptedRide;
  readonly rider: Person;
  readonly driver: Person;
  readonly merchant: Person | undefined;
  /** When the completion was told, in milliseconds; undefined before. */
  completedAt?: number;
}

export interface Stage {
  readonly cast: Cast;
  readonly tally: Tally;
  readonly purses: Pick<Purses, 'paid' | 'earned'>;
  readonly publish: (event: RideEvent) => void;
  /** Told of each ride that was paid for, or is owed. */
  readonly onEnded: (ended: Ended) => void;
}

export function createPlayer(stage: Stage): Player {
  const playing = new Map<string, Playing>();

  function play(ride: ScriptedRide): void {
    const { cast } = stage;
    const { scene, turn } = ride;
    const one: Playing = {
      ride,
      rider: cast.turn(isShort(scene) ? 'shortRider' : 'rider', turn),
      driver: cast.turn('driver', turn),
      merchant: scene === 'DELIVERY' ? cast.turn('merchant', turn) : undefined,
    };
    playing.set(ride.rideId, one);
    stage.tally.sent(scene === 'DELIVERY' ? 'delivery' : 'ride', ride.rideId);
    if (ride.scene !== 'SHORT_COMPLETED') stage.publish(booked(one));
    if (ride.scene === 'CASH' || ride.scene === 'SHORT_COMPLETED') complete(one);
  }

  function complete(one: Playing): void {
    one.completedAt = Date.now();
    stage.publish(completed(one));
  }

  function hear(event: AnyEvent): void {
    if (!('reference' in event.data)) return;
    const one = playing.get(event.data.reference);
    if (one) react(one, event);
  }

  function react(one: Playing, event: AnyEvent): void {
    switch (event.type) {
      case 'PaymentHeld':
        return isCancelled(one) ? stage.publish(cancelled(one)) : complete(one);
      case 'PaymentSettled':
        if (one.completedAt !== undefined) stage.tally.settledWithin(Date.now() - one.completedAt);
        end(one, isCancelled(one) ? 'cancelled' : 'paid', event.data.amount);
        return paid(one, event.data);
      case 'PaymentOutstanding':
        end(one, 'outstanding', event.data.amount - event.data.outstanding);
        return paid(one, event.data);
      case 'PaymentVoided':
        return isCancelled(one) ? end(one, 'cancelled', 0n) : undefined;
      case 'PaymentFailed':
        return end(one, 'refused', 0n);
      default:
        return;
    }
  }

  function end({ ride }: Playing, ending: Ending, amount: bigint): void {
    stage.tally.ended(ride.rideId, ending, amount);
    playing.delete(ride.rideId);
  }

  /** The driver is taken to earn the whole of it: purses would rather think them too full than too empty. */
  function paid({ ride, rider, driver }: Playing, told: Paid): void {
    const { payerId, paymentId, amount, outstanding = 0n } = told;
    stage.purses.paid(payerId, amount);
    if (payerId !== driver.customerId) stage.purses.earned(driver.customerId, amount);
    const ending = outstanding > 0n ? 'outstanding' : 'paid';
    stage.onEnded({ ride, rider, driver, ending, paymentId, amount, outstanding });
  }

  return { play, hear };
}

interface Paid {
  readonly payerId: string;
  readonly paymentId: string;
  readonly amount: bigint;
  readonly outstanding?: bigint;
}

function isCancelled({ ride }: Playing): boolean {
  return ride.scene === 'CANCELLED_FREE' || ride.scene === 'CANCELLED_FEE';
}

const goodsOf = ({ ride, merchant }: Playing) => ({
  merchantId: merchant?.customerId ?? null,
  goodsAmount: ride.goodsAmount,
});

function booked(one: Playing): RideEvent {
  const { ride, rider } = one;
  const { rideId, service, estimatedFare, promoDiscount } = ride;
  const paymentMethod = ride.scene === 'CASH' ? 'CASH' : 'WALLET';
  const data = { rideId, riderId: rider.customerId, service, estimatedFare, paymentMethod };
  return { type: 'RideBooked', data: { ...data, ...goodsOf(one), promoDiscount } };
}

function completed(one: Playing): RideEvent {
  const { ride, rider, driver } = one;
  const { rideId, service, fare, promoDiscount } = ride;
  const paymentMethod = ride.scene === 'CASH' ? 'CASH' : 'WALLET';
  const parties = { riderId: rider.customerId, driverId: driver.customerId };
  const data = { rideId, ...parties, service, fare, paymentMethod, tolls: 0n, promoDiscount };
  return { type: 'RideCompleted', data: { ...data, ...goodsOf(one) } };
}

function cancelled({ ride, rider, driver }: Playing): RideEvent {
  const { rideId, cancellationFee } = ride;
  const data = { rideId, riderId: rider.customerId, driverId: driver.customerId, cancellationFee };
  return { type: 'RideCancelled', data };
}
