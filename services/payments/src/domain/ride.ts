import type { Rupiah } from '@angkutan/money';
import type { Charge } from './charge.ts';
import type { AlertCode } from './codes.ts';
import { evolvePayment, type Payment, type PaymentEvent } from './payment.ts';
import { entryOf, type Stamp, type TimelineEntry } from './timeline.ts';

/**
 * A ride as far as it is paid for. Its three facts arrive in any order, and more than once;
 * the first of completed and cancelled is its outcome, for ever.
 */
export interface Ride {
  readonly rideId: string;
  readonly riderId: string;
  /** How many things have happened to the ride and its payments: their order, and the version of this record. */
  readonly steps: number;
  readonly booked: boolean;
  readonly outcome?: Outcome;
  readonly timeline: readonly TimelineEntry[];
}

export interface Outcome {
  readonly how: 'COMPLETED' | 'CANCELLED';
  /** What the fact said, in one line: the same ride told differently later is an alert. */
  readonly told: string;
  readonly driverId?: string;
  readonly merchantId?: string;
  /** What is to be paid, decided once; absent for a cancellation that costs nothing. */
  readonly charge?: Charge;
}

export type RideEvent =
  | { readonly type: 'RIDE_BOOKED'; readonly riderId: string; readonly amount?: Rupiah }
  | (Outcome & {
      readonly type: 'RIDE_COMPLETED' | 'RIDE_CANCELLED';
      readonly riderId: string;
      readonly amount?: Rupiah;
    })
  | { readonly type: 'RIDE_ALERTED'; readonly reason: AlertCode; readonly detail: string };

export type CaseEvent = RideEvent | PaymentEvent;

/** A ride with its payments in the order in which they were requested: what is loaded, decided and saved together. */
export interface RideCase {
  readonly rideId: string;
  readonly ride?: Ride;
  readonly payments: readonly Payment[];
}

export const newCase = (rideId: string): RideCase => ({ rideId, payments: [] });

/** The case after an event at a time; throws ImpossibleState for what cannot have happened. */
export function evolve(state: RideCase, event: CaseEvent, at: Date): RideCase {
  const stamp = { step: (state.ride?.steps ?? 0) + 1, at };
  const ride = evolveRide(state, event, stamp);
  const changed = ride ? { ...state, ride } : state;
  return 'paymentId' in event ? { ...changed, payments: withEvent(state, event, stamp) } : changed;
}

/** A payment's event touches its ride too, so that two writers of one ride always meet in one record. */
function evolveRide({ rideId, ride }: RideCase, event: CaseEvent, stamp: Stamp): Ride | undefined {
  const steps = stamp.step;
  if ('paymentId' in event) return ride && { ...ride, steps };
  const timeline = [...(ride?.timeline ?? []), entryOf(event, stamp)];
  if (event.type === 'RIDE_ALERTED') return ride && { ...ride, steps, timeline };
  const { riderId } = event;
  const known = { booked: false, ...ride, rideId, riderId, steps, timeline };
  return event.type === 'RIDE_BOOKED'
    ? { ...known, booked: true }
    : { ...known, outcome: outcomeOf(event) };
}

function withEvent({ payments }: RideCase, event: PaymentEvent, stamp: Stamp): Payment[] {
  const before = payments.find((payment) => payment.paymentId === event.paymentId);
  const after = evolvePayment(before, event, stamp);
  return before
    ? payments.map((payment) => (payment === before ? after : payment))
    : [...payments, after];
}

function outcomeOf(event: Outcome): Outcome {
  const { how, told, driverId, merchantId, charge } = event;
  return {
    how,
    told,
    ...(driverId !== undefined && { driverId }),
    ...(merchantId !== undefined && { merchantId }),
    ...(charge && { charge }),
  };
}

/** The payment that stands for the ride now: the last one requested. */
export const activePayment = (state: Pick<RideCase, 'payments'>): Payment | undefined =>
  state.payments.at(-1);

/** The ride of a ride-born payment id; undefined for every other id, such as a cash-out's. */
export const rideOf = (requestId: string): string | undefined =>
  /^(.+)\.(?:ride|cash|cancel)\.[1-9][0-9]*$/.exec(requestId)?.[1];
