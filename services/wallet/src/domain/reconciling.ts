/** What reconciliation needs of the outside, as ports. PURE. */
import type { Break } from './break.ts';
import type { ProviderAccount } from './provider-account.ts';
import type { BreakClass, Difference, OurLine, Period, TheirLine } from './reconciliation.ts';
import type { Report, Totals } from './reconciliation-report.ts';

export interface OurLines {
  /** Lines posted within the period, by our clock. */
  between(account: ProviderAccount, period: Period): Promise<readonly OurLine[]>;
  /** Lines of these keys, whenever they were posted. */
  withKeys(account: ProviderAccount, keys: readonly string[]): Promise<readonly OurLine[]>;
}

export interface InFlight {
  /** Which of these keys belong to something that has not ended. */
  keysOf(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** When these instructions of ours were sent. */
  sentAt(references: readonly string[]): Promise<ReadonlyMap<string, Date>>;
  /** What our books have on each account, by its key; without those that have anything on its way. */
  quietBalances(accounts: readonly ProviderAccount[]): Promise<ReadonlyMap<string, bigint>>;
}

export interface Breaks {
  /** All that are known of the account and not closed. */
  of(account: string): Promise<readonly Break[]>;
  keep(account: ProviderAccount, period: Period, found: readonly Difference[]): Promise<void>;
  keepBalance(account: ProviderAccount, found: readonly Difference[]): Promise<void>;
  /** Open ones, oldest first. */
  open(limit: number): Promise<readonly Break[]>;
  ofDay(day: string, limit: number): Promise<readonly Break[]>;
  openByClass(): Promise<readonly OpenBreaks[]>;
}

/** The open breaks of one class together. */
export interface OpenBreaks {
  readonly class: BreakClass;
  readonly count: number;
  /** What they differ by, each without its sign. */
  readonly rupiah: bigint;
}

/** What an operator's word about a break needs to know. */
export interface BreakSubjects {
  /** The break, and the wallet that it is about on a customer's account. */
  find(breakId: string): Promise<{ readonly found: Break; readonly walletId?: string } | undefined>;
}

export interface Reports {
  find(day: string): Promise<Report | undefined>;
  /** Asks for a day; one that is asked for, or under way, already is not asked for twice. */
  request(day: string, by: string, at: Date): Promise<void>;
  /** The oldest day that waits, or whose run has died, is ours now. */
  claim(holder: string, now: Date): Promise<string | undefined>;
  renew(day: string, holder: string, now: Date): Promise<void>;
  finish(day: string, holder: string, totals: Totals): Promise<void>;
}

export interface Statements {
  /** KasPro's lines, oldest first; undefined when they cannot be read now. */
  read(account: ProviderAccount, period: Period): Promise<readonly TheirLine[] | undefined>;
  /** What KasPro says that the customer's account has; undefined when it does not say. */
  balance(account: ProviderAccount): Promise<bigint | undefined>;
}
