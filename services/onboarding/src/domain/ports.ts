import type { AccountType, Customer } from './customer.ts';
import type { KycCommand, KycDecision, KycRejection } from './decide-kyc.ts';
import type { KycWarning, Ktp, ReviewReason } from './kyc.ts';
import type { OtpCommand, OtpDecision } from './otp.ts';
import type { Placeholder, PlaceholderCommand } from './placeholder.ts';
import type { Decision } from './registration.ts';
import type { CustomerCommand } from './registration-report.ts';

/** What is kept of one-time passwords. Each change is atomic across processes. */
export interface OtpBook {
  change(command: OtpCommand, traceparent?: string): Promise<OtpDecision>;
}

/** What is counted against a budget: codes asked for, and codes entered. */
export type OtpKind = 'request' | 'entry';

/** One use of a budget, counted. */
export interface Spending {
  readonly id: string;
  /** Undefined when it is within the budget; else when the next window begins, in ms. */
  readonly exhaustedUntil?: number;
}

/** How much anybody, and everybody, may use one-time passwords. Counted atomically across processes. */
export interface OtpBudgets {
  /** For one address, given as its keyed hash. */
  spendForAddress(kind: OtpKind, addressHash: string): Promise<Spending>;
  spendForAll(kind: OtpKind): Promise<Spending>;
  /** What surely did not reach KasPro is not counted. */
  giveBack(spendings: readonly Spending[]): Promise<void>;
}

/** What is kept of customers. Each change commits with the events it causes. */
export interface CustomerBook {
  change(command: CustomerCommand, traceparent?: string): Promise<Decision>;
  find(customerId: string): Promise<Customer | undefined>;
  findByPhone(phoneHash: string): Promise<Customer | undefined>;
  /** Customers whose open registration has stood as it is since before `until`, oldest first. */
  stalled(until: Date, limit: number): Promise<readonly string[]>;
}

/** The e-KYC of customers. Each change commits with the events it causes. */
export interface KycBook {
  change(command: KycCommand, traceparent?: string): Promise<KycDecision>;
  /** Customers whose photos went out before `until` and of whom nothing was heard, oldest first. */
  unheard(until: Date, limit: number): Promise<readonly string[]>;
  /** Those who wait for a person's decision, the longest first, and how many they are in all. */
  reviews(limit: number): Promise<Reviews>;
}

export interface Reviews {
  readonly total: number;
  readonly reviews: readonly Review[];
}

export interface Review {
  readonly customerId: string;
  readonly since: Date;
  readonly reasons: readonly (ReviewReason | KycWarning)[];
}

/** Photos as they are sent on: JPEG, without metadata. */
export interface Photos {
  readonly ktpPhoto: Buffer;
  readonly selfiePhoto: Buffer;
  readonly selfieWithKtpPhoto: Buffer;
}

/** KasPro surely did nothing (`not-done`), or nobody knows what it did. */
export type NoAnswer =
  { readonly status: 'not-done'; readonly retryAfterMs: number } | { readonly status: 'unknown' };

export interface NewAccount {
  readonly mobileNumber: string;
  readonly name: string;
  readonly email?: string;
  readonly accountType: AccountType;
  readonly reference: string;
}

/** What became of asking KasPro for a code. */
export type CodeSent =
  | { readonly status: 'sent'; readonly expiresInSeconds: number }
  | { readonly status: 'locked' | 'refused' }
  | NoAnswer;

/** Has a code sent to a number, in whichever order KasPro wants it. */
export type SendCode = (number: {
  readonly mobileNumber: string;
  readonly phoneHash: string;
}) => Promise<CodeSent>;

/** The numbers that KasPro knows before their owners are customers. */
export interface PlaceholderBook {
  /** Whether the command changed anything: for Claim, whether the attempt is ours to send. */
  change(command: PlaceholderCommand): Promise<boolean>;
  find(phoneHash: string): Promise<{
    readonly placeholder: Placeholder;
    /** Whether its owner has an account at KasPro as a customer of ours. */
    readonly isRegistered: boolean;
    readonly isBeingRegistered: boolean;
  }>;
}

/** KasPro, as far as onboarding needs it. Mobile numbers are E.164. Never throws for what KasPro does. */
export interface Provider {
  /** 0 while such calls go through; else how long they are turned away unsent, in ms. */
  waitMs(operation: 'otp' | 'registration' | 'ekyc'): number;
  sendOtp(mobileNumber: string): Promise<CodeSent>;
  checkOtp(
    mobileNumber: string,
    otp: string,
  ): Promise<{ readonly status: 'right' | 'wrong' | 'expired' | 'locked' } | NoAnswer>;
  openAccount(account: NewAccount): Promise<{ readonly status: 'open' | 'refused' } | NoAnswer>;
  hasAccount(
    mobileNumber: string,
    accountType: AccountType,
  ): Promise<{ readonly status: 'open' | 'absent' | 'unknown' }>;
  /** Has KasPro read the card and compare the faces; `read` makes the person PREMIUM there. */
  readKtp(
    mobileNumber: string,
    photos: Photos,
  ): Promise<
    | { readonly status: 'read'; readonly ktp: Ktp }
    | { readonly status: 'mismatch' | 'unreadable' | 'refused' }
    | NoAnswer
  >;
  /** The account's number, by which other services know where its money lies. */
  accountOf(mobileNumber: string, accountType: AccountType): string;
}

export type Finished =
  | { readonly status: 'registered'; readonly customer: Customer }
  | { readonly status: 'refused' }
  /** Not finished yet: it goes on by itself, and may be asked again. */
  | { readonly status: 'busy'; readonly retryAfterMs: number };

/** Brings a customer's open registration as far as it goes now. Any number may try at once. */
export type FinishRegistration = (customerId: string, traceparent?: string) => Promise<Finished>;

export type CleanedPhoto =
  | { readonly status: 'clean'; readonly photo: Buffer }
  | { readonly status: 'not-a-photo' | 'too-large' | 'unreadable' };

/** A photo re-encoded: nothing survives but its pixels. Never throws for what the bytes are. */
export type CleanPhoto = (bytes: Buffer) => Promise<CleanedPhoto>;

export interface Upgrading {
  readonly customerId: string;
  readonly mobileNumber: string;
  readonly photos: Photos;
  readonly traceparent: string;
}

export type Upgraded =
  /** Whatever it has come to is in the customer's state. */
  | { readonly status: 'told' }
  | { readonly status: 'not-done'; readonly retryAfterMs: number }
  | { readonly status: 'rejected'; readonly rejection: KycRejection };

/** Sends photos to KasPro once, and records what came of it. */
export type Upgrade = (upgrading: Upgrading) => Promise<Upgraded>;
