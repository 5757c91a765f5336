/** A tip: later, separate, whole to the driver. PURE. */
import type { CommandKnowledge, CommandRefusal, Tip } from './commands.ts';
import type { PaymentEvent } from './payment.ts';
import type { Case, Ride } from './ride.ts';

const HOUR_MS = 3_600_000;

export function decideTip(
  command: Tip,
  { ride }: Case,
  { walletOf, rules, now }: CommandKnowledge,
): PaymentEvent | CommandRefusal {
  const { paymentId, payerId, amount, caseId } = command;
  // Somebody else's ride does not exist for the caller.
  if (ride?.riderId !== payerId) return 'RIDE_NOT_FOUND';
  const driven = completionOf(ride);
  if (!driven) return 'RIDE_NOT_COMPLETED';
  if (now.getTime() - driven.at.getTime() > rules.tip.withinHours * HOUR_MS) return 'TIP_TOO_LATE';
  if (amount > rules.tip.max) return 'TIP_TOO_HIGH';
  const driverWallet = walletOf(driven.driverId, 'DRIVER');
  if (!driverWallet || !walletOf(payerId, 'USER')) return 'CUSTOMER_NOT_FOUND';
  const { version: rulesVersion } = rules;
  return tipFor({ paymentId, reference: caseId, payerId, amount, rulesVersion }, driverWallet);
}

/** Who drove, and when it was over; undefined for a ride that was not driven to its end. */
function completionOf({ outcome, timeline }: Ride): { driverId: string; at: Date } | undefined {
  const completed = timeline.find(({ event }) => event === 'RIDE_COMPLETED');
  const driverId = outcome?.how === 'COMPLETED' ? outcome.driverId : undefined;
  return completed && driverId !== undefined ? { driverId, at: completed.at } : undefined;
}

type TipTerms = Pick<Requested, 'paymentId' | 'reference' | 'payerId' | 'amount' | 'rulesVersion'>;
type Requested = Extract<PaymentEvent, { type: 'REQUESTED' }>;

const tipFor = (of: TipTerms, driverWallet: string): PaymentEvent => ({
  type: 'REQUESTED',
  ...of,
  kind: 'TIP',
  splits: [{ walletId: driverWallet, amount: of.amount, purpose: 'TIP' }],
  capture: 'NOW',
});
