import { holdAmount, type Charge, type PaymentKind } from './charge.ts';
import type { Payment, PaymentEvent } from './payment.ts';
import type { RideCase } from './ride.ts';

/**
 * What a ride's outcome still asks for, given how its payments stand. It is asked after every event, and answers nothing
 * once all is under way; so it makes no difference whether the outcome or the wallet's answer came first.
 *
 * An open hold is waited for. A hold that stands is captured when it pays the charge, else voided.
 * A charge that no hold carries (none there, or refused, voided, expired) is requested anew, to be paid at once.
 */
export function nextSteps({ rideId, ride, payments }: RideCase): PaymentEvent[] {
  if (!ride?.outcome) return [];
  const hold = payments.findLast((payment) => payment.capture === 'LATER');
  if (hold?.status === 'REQUESTED') return [];
  const { charge } = ride.outcome;
  const stands = hold?.status === 'HELD' && hold.ordered === 'NOTHING' ? hold : undefined;
  if (stands && charge && isOfTheHold(charge)) return [capture(stands, charge)];
  const events: PaymentEvent[] = [];
  if (stands)
    events.push({ ...voidOf(stands), reason: charge ? 'PAID_IN_CASH' : 'RIDE_CANCELLED' });
  if (charge && !payments.some(carriesCharge)) events.push(now(rideId, payments, charge));
  return events;
}

/** The hold is the rider's money; a cash ride's commission is the driver's to pay. */
const isOfTheHold = (charge: Charge): boolean => charge.kind !== 'CASH_COMMISSION';

/** A charge requested at once is never asked for twice, whatever became of it. */
const carriesCharge = (payment: Payment): boolean =>
  payment.capture === 'NOW' ||
  (payment.status === 'HELD' && payment.ordered === 'CAPTURE') ||
  ['SETTLED', 'OUTSTANDING', 'REFUNDED'].includes(payment.status);

const voidOf = ({ paymentId }: Payment) => ({ type: 'VOID_ORDERED' as const, paymentId });

const capture = ({ paymentId }: Payment, charge: Charge): PaymentEvent => {
  const { amount, splits, rulesVersion } = charge;
  const version = rulesVersion === undefined ? {} : { rulesVersion };
  return { type: 'CAPTURE_ORDERED', paymentId, amount, splits, ...version };
};

const now = (rideId: string, payments: readonly Payment[], charge: Charge): PaymentEvent => ({
  type: 'REQUESTED',
  paymentId: nextPaymentId(rideId, payments, charge.kind),
  reference: rideId,
  capture: 'NOW',
  ...charge,
});

/** The hold for a booked ride; who gets what is not known before the ride has ended. */
export const hold = (
  rideId: string,
  of: Pick<Charge, 'kind' | 'payerId'> & Parameters<typeof holdAmount>[0],
): PaymentEvent => ({
  type: 'REQUESTED',
  paymentId: nextPaymentId(rideId, [], of.kind),
  reference: rideId,
  capture: 'LATER',
  ...{ kind: of.kind, payerId: of.payerId },
  amount: holdAmount(of),
  splits: [],
});

const FAMILIES: Readonly<Record<PaymentKind, 'ride' | 'cash' | 'cancel'>> = {
  RIDE: 'ride',
  DELIVERY: 'ride',
  CASH_COMMISSION: 'cash',
  CANCELLATION: 'cancel',
};

/** The id says the ride, what for, and which attempt; so the same ride, told again under whatever name, pays nothing twice. */
function nextPaymentId(rideId: string, payments: readonly Payment[], kind: PaymentKind): string {
  const family = `${rideId}.${FAMILIES[kind]}.`;
  const attempts = payments.filter((payment) => payment.paymentId.startsWith(family)).length;
  return `${family}${attempts + 1}`;
}
