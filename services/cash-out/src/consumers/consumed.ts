import type { AnyEvent, EventOf, EventType } from '@angkutan/events';
import type { Verdict } from '@angkutan/messaging';
import { isCashOutId } from '../domain/cash-out-id.ts';
import { NOTHING } from '../verdict.ts';
import type { Change, Situation, Touched } from '../working-set.ts';
import type { Consumer } from './consumer.ts';
import { customerErased } from './customer-erased.ts';
import { customerRegistered } from './customer-registered.ts';
import { customerUpgraded } from './customer-upgraded.ts';
import { fundsHeld } from './funds-held.ts';
import { fundsRefused } from './funds-refused.ts';
import { fundsReleased } from './funds-released.ts';
import { providerTransactionReported } from './provider-transaction-reported.ts';
import { rulesVersionAdded } from './rules-version-added.ts';
import { walletOpened } from './wallet-opened.ts';

/** The topics that cash-out reads. */
export const CONSUMED_TOPICS = [
  'angkutan.customers',
  'angkutan.wallets',
  'angkutan.provider-callbacks',
  'angkutan.rules',
] as const;

/** What it takes from them; whatever else they carry is done with nothing. */
const CONSUMERS: { readonly [T in EventType]?: Consumer<T> } = {
  CustomerRegistered: customerRegistered,
  CustomerUpgraded: customerUpgraded,
  CustomerErased: customerErased,
  WalletOpened: walletOpened,
  FundsHeld: fundsHeld,
  FundsRefused: fundsRefused,
  FundsReleased: fundsReleased,
  ProviderTransactionReported: providerTransactionReported,
  RulesVersionAdded: rulesVersionAdded,
};

/** Their names: the others are passed over without being decoded. */
export const CONSUMED_TYPES = Object.keys(CONSUMERS);

/** The wallet answers payments too, far more often: those answers are passed over and leave nothing here. */
export function isWanted({ type, data }: AnyEvent): boolean {
  switch (type) {
    case 'FundsHeld':
    case 'FundsRefused':
    case 'FundsReleased':
      return isCashOutId(data.requestId);
    default:
      return true;
  }
}

/** What one event touches, to be loaded before it is decided. */
export const touchedByEvent = <T extends EventType>({ type, data }: EventOf<T>): Touched =>
  CONSUMERS[type]?.touches(data) ?? {};

export const decideEvent = <T extends EventType>(
  { type, data }: EventOf<T>,
  situation: Situation,
): Verdict<Change> => CONSUMERS[type]?.decide(data, situation) ?? NOTHING;
