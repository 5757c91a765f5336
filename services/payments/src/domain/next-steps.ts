import { holdAmount, isRideBorn, type Charge, type RideCharge, type RideKind } from './charge.ts';
import type { Payment, PaymentEvent } from './payment.ts';
import type { Case } from './ride.ts';

/**
 * What a ride's outcome still asks for, given how its payments stand. It is asked after every event, and answers nothing
 * once all is under way; so it makes no difference whether the outcome or the wallet's answer came first.
 *
 * An open hold is waited for. A hold that stands is captured when it pays the charge, else voided.
 * A charge that no hold carries (none there, or refused, voided, expired) is requested anew, to be paid at once.
 */
export function nextSteps({ caseId, ride, payments: all }: Case): PaymentEvent[] {
  const payments = all.filter(({ kind }) => isRideBorn(kind));
  const hold = payments.findLast((payment) => payment.capture === 'LATER');
  const outcome = ride?.outcome;
  if (!outcome || isOpen(hold)) return [];
  const { charge } = outcome;
  const steps = stands(hold) ? [endOfHold(hold, charge)] : [];
  const captured = steps.some(({ type }) => type === 'CAPTURE_ORDERED');
  const carried = captured || payments.some(carriesCharge);
  return charge && !carried ? [...steps, now(caseId, payments, charge)] : steps;
}

const isOpen = (hold: Payment | undefined): boolean => hold?.status === 'REQUESTED';

/** Held, and nothing has been ordered of it yet. */
const stands = (hold: Payment | undefined): hold is Payment & { status: 'HELD' } =>
  hold?.status === 'HELD' && hold.ordered === 'NOTHING';

/** The hold is the rider's money; a cash ride's commission is the driver's to pay. */
function endOfHold({ paymentId }: Payment, charge: Charge | undefined): PaymentEvent {
  if (!charge) return { type: 'VOID_ORDERED', paymentId, reason: 'RIDE_CANCELLED' };
  if (charge.kind === 'CASH_COMMISSION') {
    return { type: 'VOID_ORDERED', paymentId, reason: 'PAID_IN_CASH' };
  }
  const { amount, splits, rulesVersion } = charge;
  const version = rulesVersion === undefined ? {} : { rulesVersion };
  return { type: 'CAPTURE_ORDERED', paymentId, amount, splits, ...version };
}

/** A charge requested at once is never asked for twice, whatever became of it. */
const carriesCharge = (payment: Payment): boolean =>
  payment.capture === 'NOW' ||
  (payment.status === 'HELD' && payment.ordered === 'CAPTURE') ||
  ['SETTLED', 'OUTSTANDING', 'REFUNDED'].includes(payment.status);

const now = (rideId: string, payments: readonly Payment[], charge: RideCharge): PaymentEvent => ({
  type: 'REQUESTED',
  paymentId: nextPaymentId(rideId, payments, charge.kind),
  reference: rideId,
  capture: 'NOW',
  ...charge,
});

/** The hold for a booked ride; who gets what is not known before the ride has ended. */
export const hold = (
  rideId: string,
  of: Pick<RideCharge, 'kind' | 'payerId'> & Parameters<typeof holdAmount>[0],
): PaymentEvent => ({
  type: 'REQUESTED',
  paymentId: nextPaymentId(rideId, [], of.kind),
  reference: rideId,
  capture: 'LATER',
  kind: of.kind,
  payerId: of.payerId,
  amount: holdAmount(of),
  splits: [],
});

const FAMILIES: Readonly<Record<RideKind, 'ride' | 'cash' | 'cancel'>> = {
  RIDE: 'ride',
  DELIVERY: 'ride',
  CASH_COMMISSION: 'cash',
  CANCELLATION: 'cancel',
};

/** The id says the ride, what for, and which attempt; so the same ride, told again under whatever name, pays nothing twice. */
function nextPaymentId(rideId: string, payments: readonly Payment[], kind: RideKind): string {
  const family = `${rideId}.${FAMILIES[kind]}.`;
  const attempts = payments.filter((payment) => payment.paymentId.startsWith(family)).length;
  return `${family}${attempts + 1}`;
}
