/** A tip: later, separate, whole to the driver. PURE. */
import type { Rupiah } from '@angkutan/money';
import type { CommandKnowledge, CommandRefusal, Tip } from './commands.ts';
import type { PaymentEvent } from './payment.ts';
import type { Case, Ride } from './ride.ts';

/** By the rules of the field: within a day of the ride's end, and no more than this, in rupiah. */
const TIP_WITHIN_MS = 24 * 60 * 60 * 1_000;
export const TIP_MAX = 500_000n;

export function decideTip(
  command: Tip,
  { ride }: Case,
  { walletOf, now }: CommandKnowledge,
): PaymentEvent | CommandRefusal {
  const { paymentId, payerId, amount, caseId } = command;
  // Somebody else's ride does not exist for the caller.
  if (ride?.riderId !== payerId) return 'RIDE_NOT_FOUND';
  const driven = completionOf(ride);
  if (!driven) return 'RIDE_NOT_COMPLETED';
  if (now.getTime() - driven.at.getTime() > TIP_WITHIN_MS) return 'TIP_TOO_LATE';
  if (amount > TIP_MAX) return 'TIP_TOO_HIGH';
  const driverWallet = walletOf(driven.driverId, 'DRIVER');
  if (!driverWallet || !walletOf(payerId, 'USER')) return 'CUSTOMER_NOT_FOUND';
  return tipFor({ paymentId, reference: caseId, payerId, amount }, driverWallet);
}

/** Who drove, and when it was over; undefined for a ride that was not driven to its end. */
function completionOf({ outcome, timeline }: Ride): { driverId: string; at: Date } | undefined {
  const completed = timeline.find(({ event }) => event === 'RIDE_COMPLETED');
  const driverId = outcome?.how === 'COMPLETED' ? outcome.driverId : undefined;
  return completed && driverId !== undefined ? { driverId, at: completed.at } : undefined;
}

const tipFor = (
  of: { paymentId: string; reference: string; payerId: string; amount: Rupiah },
  driverWallet: string,
): PaymentEvent => ({
  type: 'REQUESTED',
  ...of,
  kind: 'TIP',
  splits: [{ walletId: driverWallet, amount: of.amount, purpose: 'TIP' }],
  capture: 'NOW',
});
