// One ride, as the ride platform plays it:
//
//   wallet ride      booked -> (PaymentHeld) -> completed -> (PaymentSettled or PaymentOutstanding)
//   refused          booked -> (PaymentFailed): nobody drives
//   cash ride        booked and completed -> (PaymentSettled of the commission)
//   cancelled        booked -> (PaymentHeld) -> cancelled -> (PaymentVoided, or PaymentSettled of the fee)
//   without booking  completed -> (PaymentOutstanding, the rider is short)
import type { AnyEvent } from '@angkutan/events';
import type { Cast } from './cast.ts';
import type { Person } from './people.ts';
import type { RideEvent } from './ride-platform.ts';
import { isShort, type ScriptedRide } from './script.ts';
import type { Tally } from './tally.ts';

export interface Player {
  /** Starts a ride; it goes on by what is heard. */
  play(ride: ScriptedRide): void;
  hear(event: AnyEvent): void;
}

interface Playing {
  readonly ride: ScriptedRide;
  readonly rider: Person;
  readonly driver: Person;
  /** When the completion was told, in milliseconds; undefined before. */
  completedAt?: number;
}

export interface Stage {
  readonly cast: Cast;
  readonly tally: Tally;
  readonly publish: (event: RideEvent) => void;
  /** Told what a person has paid. */
  readonly onPaid: (customerId: string, amount: bigint) => void;
}

export function createPlayer(stage: Stage): Player {
  const playing = new Map<string, Playing>();

  function play(ride: ScriptedRide): void {
    const { cast } = stage;
    const rider = turnOf(isShort(ride.scene) ? cast.shortRiders : cast.riders, ride);
    const one: Playing = { ride, rider, driver: turnOf(cast.drivers, ride) };
    playing.set(ride.rideId, one);
    stage.tally.sent(ride.rideId);
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
        stage.onPaid(event.data.payerId, event.data.amount);
        if (one.completedAt !== undefined) stage.tally.settledWithin(Date.now() - one.completedAt);
        return end(one, isCancelled(one) ? 'cancelled' : 'paid', event.data.amount);
      case 'PaymentOutstanding':
        return end(one, 'outstanding', event.data.amount - event.data.outstanding);
      case 'PaymentVoided':
        return isCancelled(one) ? end(one, 'cancelled', 0n) : undefined;
      case 'PaymentFailed':
        return end(one, 'refused', 0n);
      default:
        return;
    }
  }

  function end(one: Playing, ...[ending, amount]: [Parameters<Tally['ended']>[1], bigint]): void {
    stage.tally.ended(one.ride.rideId, ending, amount);
    playing.delete(one.ride.rideId);
  }

  return { play, hear };
}

function turnOf(people: readonly Person[], { turn }: ScriptedRide): Person {
  const person = people[turn % people.length];
  if (!person) throw new Error('AKT_EMPTY_CAST');
  return person;
}

function isCancelled({ ride }: Playing): boolean {
  return ride.scene === 'CANCELLED_FREE' || ride.scene === 'CANCELLED_FEE';
}

const NO_GOODS = { merchantId: null, goodsAmount: 0n };

function booked({ ride, rider }: Playing): RideEvent {
  const { rideId, service, estimatedFare, promoDiscount } = ride;
  const paymentMethod = ride.scene === 'CASH' ? 'CASH' : 'WALLET';
  const data = { rideId, riderId: rider.customerId, service, estimatedFare, paymentMethod };
  return { type: 'RideBooked', data: { ...data, ...NO_GOODS, promoDiscount } };
}

function completed({ ride, rider, driver }: Playing): RideEvent {
  const { rideId, service, fare, promoDiscount } = ride;
  const paymentMethod = ride.scene === 'CASH' ? 'CASH' : 'WALLET';
  const parties = { riderId: rider.customerId, driverId: driver.customerId };
  const data = { rideId, ...parties, service, fare, paymentMethod, tolls: 0n, promoDiscount };
  return { type: 'RideCompleted', data: { ...data, ...NO_GOODS } };
}

function cancelled({ ride, rider, driver }: Playing): RideEvent {
  const { rideId, cancellationFee } = ride;
  const data = { rideId, riderId: rider.customerId, driverId: driver.customerId, cancellationFee };
  return { type: 'RideCancelled', data };
}
