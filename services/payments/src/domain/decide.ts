import { rupiah } from '@angkutan/money';
import { decideAnswer, type WalletAnswer } from './answer.ts';
import type { RideCharge } from './charge.ts';
import type { AlertCode } from './codes.ts';
import { accepted, rejected, type Decision, type Knowledge } from './facts.ts';
import type { Booked, Cancelled, Completed } from './facts.ts';
import { hold, nextSteps } from './next-steps.ts';
import { chargeOfCancellation, chargeOfRide } from './outcome.ts';
import type { Payment, PaymentEvent } from './payment.ts';
import { originalOf } from './refund.ts';
import { refusalOfBooked, refusalOfCancelled, refusalOfCompleted } from './refusals.ts';
import {
  evolve,
  type CaseEvent,
  type Outcome,
  type Ride,
  type Case,
  type RideEvent,
} from './ride.ts';

type Wallets = Pick<Knowledge, 'walletOf'>;

/** A booking holds the fare's ceiling of a ride to be paid from the wallet, unless the ride has already ended. */
export function decideBooked(
  fact: Booked,
  state: Case,
  { walletOf }: Wallets,
): Decision<CaseEvent> {
  const rejection = refusalOfBooked(fact, state.ride?.riderId);
  if (rejection) return { accepted: false, rejection };
  const { ride } = state;
  if (ride?.booked) return accepted([]);
  const { riderId } = fact;
  const booked: RideEvent = { type: 'RIDE_BOOKED', riderId };
  if (!isToBeHeld(fact, ride)) return accepted([booked]);
  return walletOf(riderId, 'USER')
    ? accepted([booked, holdFor(fact)])
    : rejected('CUSTOMER_UNKNOWN', `no USER wallet of ${riderId} yet`);
}

const isToBeHeld = (fact: Booked, ride: Ride | undefined): boolean =>
  fact.paymentMethod === 'WALLET' && ride?.outcome === undefined;

const holdFor = (fact: Booked): CaseEvent =>
  hold(fact.rideId, {
    kind: fact.service === 'DELIVERY' ? 'DELIVERY' : 'RIDE',
    payerId: fact.riderId,
    fare: fact.estimatedFare,
    goods: fact.goodsAmount,
    promotion: fact.promoDiscount,
  });

/** A completion is paid by what it says itself: its method rules, whatever the booking said. */
export function decideCompleted(
  fact: Completed,
  state: Case,
  knowledge: Knowledge,
): Decision<CaseEvent> {
  const rejection = refusalOfCompleted(fact, state.ride?.riderId);
  if (rejection) return { accepted: false, rejection };
  const { riderId, driverId, merchantId } = fact;
  const amounts = `${fact.fare}+${fact.tolls}+${fact.goodsAmount}-${fact.promoDiscount}`;
  const told = `${fact.paymentMethod} ${fact.service} ${amounts} ${driverId} ${merchantId ?? ''}`;
  const before = endedBefore(state, { how: 'COMPLETED', told });
  if (before) return accepted(before);
  const charge = chargeOfRide(fact, knowledge);
  if ('rejection' in charge) return { accepted: false, rejection: charge.rejection };
  const merchant = merchantId === null ? {} : { merchantId };
  const outcome: Outcome = { how: 'COMPLETED', told, driverId, charge, ...merchant };
  const { amount } = charge;
  const completed: RideEvent = { type: 'RIDE_COMPLETED', riderId, amount, ...outcome };
  return accepted(withNextSteps(state, [completed], fact.occurredAt));
}

/** A cancellation gives the hold back, or takes its fee from it. */
export function decideCancelled(
  fact: Cancelled,
  state: Case,
  { walletOf }: Wallets,
): Decision<CaseEvent> {
  const rejection = refusalOfCancelled(fact, state.ride?.riderId);
  if (rejection) return { accepted: false, rejection };
  const { driverId, cancellationFee } = fact;
  const outcome: Outcome = { how: 'CANCELLED', told: `${cancellationFee} ${driverId ?? ''}` };
  const before = endedBefore(state, outcome);
  if (before) return accepted(before);
  const charge = cancellationFee > 0n ? chargeOfCancellation(fact, walletOf) : undefined;
  return charge && 'rejection' in charge
    ? { accepted: false, rejection: charge.rejection }
    : accepted(withNextSteps(state, [cancelledAs(fact, outcome, charge)], fact.occurredAt));
}

const cancelledAs = (fact: Cancelled, outcome: Outcome, charge?: RideCharge): RideEvent => ({
  type: 'RIDE_CANCELLED',
  riderId: fact.riderId,
  amount: rupiah(fact.cancellationFee),
  ...outcome,
  ...(fact.driverId !== null && { driverId: fact.driverId }),
  ...(charge && { charge }),
});

/** What the wallet answers moves its payment on, and lets a ride that waited for it go on. */
export function decideWalletAnswer(answer: WalletAnswer, state: Case): CaseEvent[] {
  const payment = state.payments.find(({ paymentId }) => paymentId === answer.requestId);
  if (!payment) return [];
  const events = decideAnswer(payment, answer);
  const more = [...givenBack(payment, events), ...ordered(payment, events)];
  return withNextSteps(state, [...events, ...more], answer.occurredAt);
}

/** The payer's money is held: now KasPro may be told to pay the merchant. */
function ordered({ paymentId, kind }: Payment, events: readonly PaymentEvent[]): PaymentEvent[] {
  const held = kind === 'QRIS' && events.some(({ type }) => type === 'HELD');
  return held ? [{ type: 'ORDERED', paymentId, partnerReference: `${paymentId}.q1` }] : [];
}

/** A refund that was paid is told of the payment that it gives back. */
function givenBack(
  { paymentId, amount }: Payment,
  events: readonly PaymentEvent[],
): PaymentEvent[] {
  const originalId = originalOf(paymentId);
  const paid = events.some(({ type }) => type === 'SETTLED');
  return paid && originalId !== undefined
    ? [{ type: 'REFUNDED', paymentId: originalId, amount }]
    : [];
}

/** The time matters to no step; it only fills the timelines of a state that is looked at and dropped. */
function withNextSteps(state: Case, events: readonly CaseEvent[], at: Date): CaseEvent[] {
  if (events.length === 0) return [];
  const after = events.reduce((before, event) => evolve(before, event, at), state);
  return [...events, ...nextSteps(after)];
}

/** For a ride that has ended: nothing, or once an alert, when the new fact does not agree with how it ended. */
function endedBefore({ ride }: Case, fact: Pick<Outcome, 'how' | 'told'>): CaseEvent[] | undefined {
  if (!ride?.outcome) return undefined;
  const { how, told } = ride.outcome;
  if (how === fact.how && told === fact.told) return [];
  const reason: AlertCode =
    how === fact.how ? 'AKT_RIDE_TOLD_DIFFERENTLY' : 'AKT_RIDE_COMPLETED_AND_CANCELLED';
  if (ride.timeline.some((entry) => entry.reason === reason)) return [];
  const detail = `the ride was ${how} as "${told}", and then ${fact.how} as "${fact.told}"`;
  return [{ type: 'RIDE_ALERTED', reason, detail }];
}
