// Generated from schemas/**/*.avsc by src/generate.ts; edit those.

import type { RideBooked, RideCompleted, RideCancelled } from './rides.ts';
import type {
  MobileNumberVerified,
  CustomerRegistered,
  KycSubmitted,
  KycReturned,
  KycReviewOpened,
  KycRejected,
  CustomerUpgraded,
  CustomerErased,
} from './customers.ts';
import type {
  WalletOpened,
  TopUpReceived,
  TopUpReversed,
  FundsSuspended,
  SuspenseReleased,
  SuspenseReturned,
  FundsHeld,
  FundsRefused,
  FundsReleased,
  TransferPosted,
  TransferRejected,
  DebtCollected,
  DebtWrittenOff,
  WalletCorrected,
  DriverDepositLow,
} from './wallets.ts';
import type {
  PaymentRequested,
  PaymentCaptureRequested,
  PaymentVoidRequested,
  PaymentHeld,
  PaymentSettled,
  PaymentOutstanding,
  PaymentVoided,
  PaymentFailed,
} from './payments.ts';
import type {
  CashOutRequested,
  CashOutSubmitted,
  CashOutSettled,
  CashOutFailed,
  LateSuccessReported,
} from './cash-outs.ts';
import type { ProviderTransactionReported } from './provider-callbacks.ts';
import type { RulesVersionAdded } from './rules.ts';
import type { CanarySent, CanaryAnswered } from './canary.ts';

export type * from './rides.ts';
export type * from './customers.ts';
export type * from './wallets.ts';
export type * from './payments.ts';
export type * from './cash-outs.ts';
export type * from './provider-callbacks.ts';
export type * from './rules.ts';
export type * from './canary.ts';

/** The data of every event, by its name. */
export interface EventData {
  readonly RideBooked: RideBooked;
  readonly RideCompleted: RideCompleted;
  readonly RideCancelled: RideCancelled;
  readonly MobileNumberVerified: MobileNumberVerified;
  readonly CustomerRegistered: CustomerRegistered;
  readonly KycSubmitted: KycSubmitted;
  readonly KycReturned: KycReturned;
  readonly KycReviewOpened: KycReviewOpened;
  readonly KycRejected: KycRejected;
  readonly CustomerUpgraded: CustomerUpgraded;
  readonly CustomerErased: CustomerErased;
  readonly WalletOpened: WalletOpened;
  readonly TopUpReceived: TopUpReceived;
  readonly TopUpReversed: TopUpReversed;
  readonly FundsSuspended: FundsSuspended;
  readonly SuspenseReleased: SuspenseReleased;
  readonly SuspenseReturned: SuspenseReturned;
  readonly FundsHeld: FundsHeld;
  readonly FundsRefused: FundsRefused;
  readonly FundsReleased: FundsReleased;
  readonly TransferPosted: TransferPosted;
  readonly TransferRejected: TransferRejected;
  readonly DebtCollected: DebtCollected;
  readonly DebtWrittenOff: DebtWrittenOff;
  readonly WalletCorrected: WalletCorrected;
  readonly DriverDepositLow: DriverDepositLow;
  readonly PaymentRequested: PaymentRequested;
  readonly PaymentCaptureRequested: PaymentCaptureRequested;
  readonly PaymentVoidRequested: PaymentVoidRequested;
  readonly PaymentHeld: PaymentHeld;
  readonly PaymentSettled: PaymentSettled;
  readonly PaymentOutstanding: PaymentOutstanding;
  readonly PaymentVoided: PaymentVoided;
  readonly PaymentFailed: PaymentFailed;
  readonly CashOutRequested: CashOutRequested;
  readonly CashOutSubmitted: CashOutSubmitted;
  readonly CashOutSettled: CashOutSettled;
  readonly CashOutFailed: CashOutFailed;
  readonly LateSuccessReported: LateSuccessReported;
  readonly ProviderTransactionReported: ProviderTransactionReported;
  readonly RulesVersionAdded: RulesVersionAdded;
  readonly CanarySent: CanarySent;
  readonly CanaryAnswered: CanaryAnswered;
}
