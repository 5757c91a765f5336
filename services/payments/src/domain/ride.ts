import type { Rupiah } from '@angkutan/money';
import type { Charge } from './charge.ts';
import type { AlertCode } from './codes.ts';
import { evolvePayment, type Payment, type PaymentEvent } from './payment.ts';
import { entryOf, type TimelineEntry } from './timeline.ts';

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
  const step = (state.ride?.steps ?? 0) + 1;
  if ('paymentId' in event) {
    return { ...state, ...stepped(state, step), payments: withEvent(state, event, { step, at }) };
  }
  const { rideId, ride } = state;
  const timeline = [...(ride?.timeline ?? []), entryOf(event, { step, at })];
  if (event.type === 'RIDE_ALERTED') {
    return ride ? { ...state, ride: { ...ride, steps: step, timeline } } : state;
  }
  const { riderId } = event;
  if (event.type === 'RIDE_BOOKED') {
    return { ...state, ride: { ...ride, rideId, riderId, steps: step, timeline, booked: true } };
  }
  const booked = ride?.booked ?? false;
  const outcome = outcomeOf(event);
  return { ...state, ride: { ...ride, rideId, riderId, steps: step, timeline, booked, outcome } };
}

/** A payment's event touches its ride too, so that two writers of one ride always meet in one record. */
const stepped = (state: RideCase, step: number): Pick<RideCase, 'ride'> =>
  state.ride ? { ride: { ...state.ride, steps: step } } : {};

function withEvent(
  { payments }: RideCase,
  event: PaymentEvent,
  stamp: { step: number; at: Date },
): Payment[] {
  const before = payments.find((payment) => payment.paymentId === event.paymentId);
  const after = evolvePayment(before, event, stamp);
  return before
    ? payments.map((payment) => (payment === before ? after : payment))
    : [...payments, after];
}

function outcomeOf(event: Outcome): Outcome {
  const { how, told, driverId, merchantId, charge } = event;
  return {
    ...{ how, told },
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
