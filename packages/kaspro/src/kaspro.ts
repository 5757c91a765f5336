import type * as answers from './answers.ts';
import { ASSUMED_PATHS, PROBE_MOBILE_NUMBER, PROBE_REFERENCE } from './assumptions.ts';
import type { BreakerState } from './breaker.ts';
import { createCaller, type CallerConfig } from './caller.ts';
import * as calls from './calls.ts';
import { GIVEN_PATHS } from './given.ts';
import type { OperationClass } from './operations.ts';
import { unknown, type Outcome } from './outcome.ts';
import type { Identity } from './identity.ts';
import type * as requests from './requests.ts';

export interface KasProConfig extends CallerConfig {
  readonly paths?: Partial<calls.Paths>;
  /** `KASPRO_STATUS_INQUIRY`: whether KasPro answers status enquiries; default true. Without, the probe asks for an account. */
  readonly statusInquiry?: boolean;
}

/**
 * KasPro, behind breakers and bulkheads. Every call answers an Outcome and never throws for what the provider does;
 * it throws `AKT_KASPRO_AMOUNT` when our own code asks for an amount of zero or less.
 */
export interface KasPro {
  requestOtp(mobileNumber: string): Promise<Outcome<answers.OtpSent>>;
  validateOtp(check: requests.OtpCheck): Promise<Outcome<object>>;
  register(registration: requests.Registration): Promise<Outcome<answers.Referenced>>;
  ekyc(photos: requests.EkycPhotos): Promise<Outcome<Identity>>;
  transfer(transfer: requests.Transfer): Promise<Outcome<answers.Transferred>>;
  /** Usually `in-process`. */
  payout(payout: requests.Payout): Promise<Outcome<answers.PaidOut>>;
  /** Usually `in-process`. */
  qrisPayment(payment: requests.QrisPayment): Promise<Outcome<answers.PaidOut>>;
  /** Never `refused`: a refused enquiry says nothing about the transfer. */
  status(partnerReference: string): Promise<Outcome<answers.Transaction>>;
  statement(period: requests.StatementPeriod): Promise<Outcome<readonly answers.StatementRow[]>>;
  accountInquiry(mobileNumber: string): Promise<Outcome<answers.AccountInquiry>>;
  breakers(): Readonly<Record<OperationClass, BreakerState>>;
  /**
   * 0 while calls of the class go through; else how long its breaker turns them away, in ms. For who
   * would rather begin nothing than begin and undo.
   */
  waitMs(operationClass: OperationClass): number;
  /** Ends kept-alive connections and timers. */
  close(): void;
}

export function createKasPro(config: KasProConfig): KasPro {
  const paths: calls.Paths = { ...GIVEN_PATHS, ...ASSUMED_PATHS, ...config.paths };
  const hasStatus = config.statusInquiry ?? true;
  const { call, breakers, waitMs, close } = createCaller(
    config,
    hasStatus
      ? calls.statusCall(paths, PROBE_REFERENCE)
      : calls.accountCall(paths, PROBE_MOBILE_NUMBER),
  );
  return {
    requestOtp: (mobileNumber) => call(calls.otpCall(paths, mobileNumber)),
    validateOtp: (check) => call(calls.otpCheckCall(paths, check)),
    register: (registration) => call(calls.registerCall(paths, registration)),
    ekyc: (photos) => call(calls.ekycCall(paths, photos)),
    transfer: async (transfer) => call(calls.transferCall(paths, transfer)),
    payout: async (payout) => call(calls.payoutCall(paths, payout)),
    qrisPayment: async (payment) => call(calls.qrisCall(paths, payment)),
    async status(partnerReference) {
      if (!hasStatus) return unknown('ENQUIRY_OFF');
      const outcome = await call(calls.statusCall(paths, partnerReference));
      return outcome.kind === 'refused'
        ? unknown('ENQUIRY_REFUSED', String(outcome.code))
        : outcome;
    },
    statement: (period) => call(calls.statementCall(paths, period)),
    accountInquiry: (mobileNumber) => call(calls.accountCall(paths, mobileNumber)),
    breakers,
    waitMs,
    close,
  };
}
