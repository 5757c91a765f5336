/** How far an event brings its payment, and how long that took, for whoever measures. PURE. */
import type { Payment, Status } from './payment.ts';
import type { Case } from './ride.ts';

export interface Progress {
  readonly kind: Payment['kind'];
  /** The state that it comes into. */
  readonly status: Status;
  /** Of a payment that settles at once, not by a debt collected later: how long it took, in seconds. */
  readonly took?: { readonly sinceRequested: number; readonly sinceCompleted?: number };
}

/** Undefined where the payment stays in its state. Times are those at which this service heard of it. */
export function progressOf(before: Case, after: Case, paymentId: string): Progress | undefined {
  const was = statusIn(before, paymentId);
  const is = after.payments.find((one) => one.paymentId === paymentId);
  if (!is || was === is.status) return undefined;
  const { kind, status } = is;
  const isSettledAtOnce = status === 'SETTLED' && was !== 'OUTSTANDING';
  return { kind, status, ...(isSettledAtOnce && { took: durations(is, after) }) };
}

const statusIn = ({ payments }: Case, paymentId: string): Status | undefined =>
  payments.find((one) => one.paymentId === paymentId)?.status;

function durations({ timeline, kind }: Payment, { ride }: Case): NonNullable<Progress['took']> {
  const settledAt = timeline.at(-1)?.at;
  const sinceRequested = secondsTo(settledAt, timeline.at(0)?.at);
  // A tip or a refund may follow days after the ride: it is measured from its own request alone.
  if (!ride || kind !== ride.outcome?.charge?.kind) return { sinceRequested };
  const completed = ride.timeline.find(({ event }) => event === 'RIDE_COMPLETED');
  return {
    sinceRequested,
    ...(completed && { sinceCompleted: secondsTo(settledAt, completed.at) }),
  };
}

/** Two instances' clocks may differ: nothing takes less than no time. */
const secondsTo = (until: Date | undefined, since: Date | undefined): number =>
  until && since ? Math.max(0, until.getTime() - since.getTime()) / 1_000 : 0;
