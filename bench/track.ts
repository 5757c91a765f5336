// The rides of one row on their way, as the ride platform sees them:
//
//   wallet   booked ─▶ (PaymentHeld) ─▶ completed ─▶ (PaymentSettled)
//   cash     booked and completed ────────────────▶ (PaymentSettled of the commission)
//
// Everybody in the bench has money, so any other end is a fault of the platform or of the bench.
import type { AnyEvent } from '@angkutan/events';
import type { RideEvent } from '@angkutan/local';
import type { Method, Ride } from './rides.ts';

interface OnItsWay {
  readonly ride: Ride;
  readonly bookedAt: number;
  completedAt: number;
}

export interface Track {
  start(ride: Ride): void;
  hear(event: AnyEvent): void;
  /** Rides that were started and have not ended. */
  open(): number;
  started(): number;
  settled(): number;
  /** Rides that ended in another way, by name. */
  readonly strays: readonly string[];
  /** Milliseconds from RideBooked produced to PaymentHeld consumed. */
  readonly heldMs: readonly number[];
  /** Milliseconds from RideCompleted produced to PaymentSettled consumed. */
  readonly settledMs: readonly number[];
  /** `performance.now()` of the last settlement. */
  lastSettledAt(): number;
}

export function createTrack(method: Method, publish: (event: RideEvent) => void): Track {
  const open = new Map<string, OnItsWay>();
  const strays: string[] = [];
  const heldMs: number[] = [];
  const settledMs: number[] = [];
  let started = 0;
  let lastSettledAt = 0;

  function complete(one: OnItsWay): void {
    one.completedAt = performance.now();
    publish(one.ride.completed);
  }

  function react(one: OnItsWay, event: AnyEvent): void {
    const now = performance.now();
    switch (event.type) {
      case 'PaymentHeld':
        heldMs.push(now - one.bookedAt);
        return complete(one);
      case 'PaymentSettled':
        settledMs.push(now - one.completedAt);
        lastSettledAt = now;
        return void open.delete(one.ride.rideId);
      case 'PaymentFailed':
      case 'PaymentVoided':
      case 'PaymentOutstanding':
        strays.push(`${one.ride.rideId}: ${event.type}`);
        return void open.delete(one.ride.rideId);
      default:
        return;
    }
  }

  return {
    start(ride) {
      const one: OnItsWay = { ride, bookedAt: performance.now(), completedAt: 0 };
      open.set(ride.rideId, one);
      started += 1;
      publish(ride.booked);
      if (method === 'CASH') complete(one);
    },
    hear(event) {
      if (!('reference' in event.data)) return;
      const one = open.get(event.data.reference);
      if (one) react(one, event);
    },
    open: () => open.size,
    started: () => started,
    settled: () => settledMs.length,
    strays,
    heldMs,
    settledMs,
    lastSettledAt: () => lastSettledAt,
  };
}
