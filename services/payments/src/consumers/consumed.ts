import type { AnyEvent, EventOf, EventType } from '@angkutan/events';
import type { Verdict } from '@angkutan/messaging';
import type { Change, TouchedByAll, WorkingSet } from '../domain/working-set.ts';
import { NOTHING, type Consumer, type Moment, type Touched } from './consumer.ts';
import { customerRegistered, customerUpgraded } from './customer.ts';
import { debtCollected } from './debt-collected.ts';
import { fundsHeld } from './funds-held.ts';
import { fundsRefused } from './funds-refused.ts';
import { fundsReleased } from './funds-released.ts';
import { rideBooked } from './ride-booked.ts';
import { rideCancelled } from './ride-cancelled.ts';
import { rideCompleted } from './ride-completed.ts';
import { transferPosted } from './transfer-posted.ts';
import { transferRejected } from './transfer-rejected.ts';
import { walletOpened } from './wallet-opened.ts';

/** The topics that payments reads. */
export const CONSUMED_TOPICS = [
  'angkutan.rides',
  'angkutan.customers',
  'angkutan.wallets',
] as const;

/** What it takes from them; whatever else they carry is done with nothing. */
const CONSUMERS: { readonly [T in EventType]?: Consumer<T> } = {
  RideBooked: rideBooked,
  RideCompleted: rideCompleted,
  RideCancelled: rideCancelled,
  CustomerRegistered: customerRegistered,
  CustomerUpgraded: customerUpgraded,
  WalletOpened: walletOpened,
  FundsHeld: fundsHeld,
  FundsRefused: fundsRefused,
  FundsReleased: fundsReleased,
  TransferPosted: transferPosted,
  TransferRejected: transferRejected,
  DebtCollected: debtCollected,
};

/** Their names: the others are passed over without being decoded. */
export const CONSUMED_TYPES = Object.keys(CONSUMERS);

/** What a group of events touches, each thing once. */
export function touchedBy(events: readonly AnyEvent[]): TouchedByAll {
  const touched = events.map(touchedByOne);
  const named = (ids: readonly (string | undefined)[]) =>
    new Set(ids.filter((id) => id !== undefined));
  return {
    cases: named(touched.map(({ caseId }) => caseId)),
    wallets: new Set(touched.flatMap(({ wallets }) => wallets)),
    customers: named(touched.map(({ customerId }) => customerId)),
  };
}

const touchedByOne = <T extends EventType>({ type, data }: EventOf<T>): Touched =>
  CONSUMERS[type]?.touches(data) ?? { wallets: [] };

/** Decides one event on the working set. */
export const decideEvent = <T extends EventType>(
  { type, data }: EventOf<T>,
  set: WorkingSet,
  moment: Moment,
): Verdict<Change> => CONSUMERS[type]?.decide(data, set, moment) ?? NOTHING;
