/** The KasPro client: signed calls behind breakers, and outcomes that never guess. */
export { createKasPro, type KasPro, type KasProConfig } from './kaspro.ts';
export { withHttpStatus } from './last-answer.ts';
export type { Outcome, InProcess, NotDoneReason, UnknownCause } from './outcome.ts';
export type {
  CustomerType,
  EkycPhotos,
  OtpCheck,
  Payout,
  QrisPayment,
  Registration,
  StatementPeriod,
  Transfer,
} from './requests.ts';
export type {
  AccountInquiry,
  OtpSent,
  PaidOut,
  Referenced,
  StatementRow,
  Transaction,
  Transferred,
} from './answers.ts';
export type { BreakerState } from './breaker.ts';
export type { BreakerSettings, ClassLimits, OperationClass } from './operations.ts';
export { readCallback, type ProviderCallback } from './callback.ts';
export {
  SIGNATURE_WINDOW_MS,
  signRequest,
  verifySignature,
  type Signable,
  type SignatureCheck,
  type SignedRequest,
} from './signing.ts';
export {
  TOP_UP_CHANNELS,
  parseVirtualAccount,
  topUpNumbers,
  type TopUpChannel,
  type TopUpNumbers,
  type TopUpRole,
  type TopUpTarget,
} from './top-up-numbers.ts';
export {
  ACCOUNT_PREFIXES,
  ASSUMED_PATHS,
  DUPLICATE_REFERENCE,
  HEADERS,
  MAINTENANCE,
  REFUSALS,
  SUSPENSE_ACCOUNT,
  VA_PREFIXES,
  WITHDRAWAL_EXPIRED,
  accountOf,
  mobileNumberOf,
  type CallbackType,
  type TransactionStatus,
} from './assumptions.ts';
export { GIVEN_PATHS, IN_PROCESS, SUCCESS } from './given.ts';
