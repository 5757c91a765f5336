import type { EventOf, EventType } from '@angkutan/events';
import type { Verdict } from '@angkutan/messaging';
import type { Change, Situation, Touched } from '../working-set.ts';
import { canaryAnswered } from './canary-answered.ts';
import { NOTHING, type Consumer } from './consumer.ts';
import { customerErased, customerRegistered, customerUpgraded } from './customer.ts';
import { debtCollected } from './debt-collected.ts';
import { debtWrittenOff } from './debt-written-off.ts';
import { fundsHeld } from './funds-held.ts';
import { fundsRefused } from './funds-refused.ts';
import { fundsReleased } from './funds-released.ts';
import { providerTransactionReported } from './provider-transaction-reported.ts';
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
  'angkutan.provider-callbacks',
  'angkutan.canary',
] as const;

/** What it takes from them; whatever else they carry is done with nothing. */
const CONSUMERS: { readonly [T in EventType]?: Consumer<T> } = {
  RideBooked: rideBooked,
  RideCompleted: rideCompleted,
  RideCancelled: rideCancelled,
  CustomerRegistered: customerRegistered,
  CustomerUpgraded: customerUpgraded,
  CustomerErased: customerErased,
  WalletOpened: walletOpened,
  FundsHeld: fundsHeld,
  FundsRefused: fundsRefused,
  FundsReleased: fundsReleased,
  TransferPosted: transferPosted,
  TransferRejected: transferRejected,
  DebtCollected: debtCollected,
  DebtWrittenOff: debtWrittenOff,
  ProviderTransactionReported: providerTransactionReported,
  CanaryAnswered: canaryAnswered,
};

/** Their names: the others are passed over without being decoded. */
export const CONSUMED_TYPES = Object.keys(CONSUMERS);

/** What one event touches. */
export const touchedByEvent = <T extends EventType>({ type, data }: EventOf<T>): Touched =>
  CONSUMERS[type]?.touches(data) ?? {};

/** Decides one event on the working set. */
export const decideEvent = <T extends EventType>(
  { type, data }: EventOf<T>,
  situation: Situation,
): Verdict<Change> => CONSUMERS[type]?.decide(data, situation) ?? NOTHING;
