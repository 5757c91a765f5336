import type { Rupiah } from '@angkutan/money';
import { isRideBorn, type RideCharge } from './charge.ts';
import type { AlertCode } from './codes.ts';
import { evolvePayment } from './evolve-payment.ts';
import type { Payment, PaymentEvent } from './payment.ts';
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
  readonly charge?: RideCharge;
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

/**
 * What is loaded, decided and saved together: a ride with its payments in the order in which they were requested,
 * tips and refunds among them; or a payment that no ride is behind, alone.
 */
export interface Case {
  /** The ride's id, or the lone payment's. Every payment of the case has it as its `reference`. */
  readonly caseId: string;
  readonly ride?: Ride;
  readonly payments: readonly Payment[];
}

export const newCase = (caseId: string): Case => ({ caseId, payments: [] });

/** The case after an event at a time; throws ImpossibleState for what cannot have happened. */
export function evolve(state: Case, event: CaseEvent, at: Date): Case {
  const stamp = { step: stepsOf(state) + 1, at };
  const ride = evolveRide(state, event, stamp);
  const changed = ride ? { ...state, ride } : state;
  return 'paymentId' in event ? { ...changed, payments: withEvent(state, event, stamp) } : changed;
}

/** A payment's event touches its ride too, so that two writers of one ride always meet in one record. */
/** A ride counts its steps; a lone payment's story is as long as its timeline. */
const stepsOf = ({ ride, payments }: Case): number =>
  ride?.steps ?? Math.max(0, ...payments.map(({ timeline }) => timeline.at(-1)?.step ?? 0));

function evolveRide(
  { caseId: rideId, ride }: Case,
  event: CaseEvent,
  stamp: Stamp,
): Ride | undefined {
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

function withEvent({ payments }: Case, event: PaymentEvent, stamp: Stamp): Payment[] {
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

/** The payment that stands for the ride now: the last one requested for its fare. */
export const activePayment = (state: Pick<Case, 'payments'>): Payment | undefined =>
  state.payments.findLast(({ kind }) => isRideBorn(kind));

/** What follows a ride's own payments: a tip for it, or a refund of either. */
const OF_RIDE =
  /^(.+?)\.(?:(?:ride|cash|cancel)\.[1-9][0-9]*|tip\.[\w-]{8})(?:\.refund\.[\w-]{8})?$/;
const LONE = /^(?:p2p|qris)\.[\w-]{22}$/;

/** The case that a payment belongs to, by its id; undefined for ids that are not ours, such as a cash-out's. */
export const caseIdOf = (paymentId: string): string | undefined =>
  OF_RIDE.exec(paymentId)?.[1] ?? (LONE.test(paymentId) ? paymentId : undefined);
