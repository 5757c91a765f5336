// What the commands about personal data need of the store.
import type { ErasureCommand, ErasureDecision, ErasureState } from './erasure.ts';

/** Brings every customer's key from one master key under another, a page at a time. */
export interface KeyRotation {
  /** Names of the two master keys. */
  readonly from: string;
  readonly to: string;
  /** How many keys there are, and how many are not yet under `to`. */
  counts(): Promise<{ readonly total: number; readonly left: number }>;
  /**
   * Wraps anew what is not yet under `to`: the first `limit` customers after this id, `last` being
   * where the next page begins. `unopened` are those that neither key opens.
   */
  rewrap(after: string, limit: number): Promise<Rewrapped>;
}

export interface Rewrapped {
  readonly last: string | undefined;
  readonly rewrapped: number;
  readonly unopened: readonly string[];
}

/** Erasures as they are kept: each change is one transaction. */
export interface ErasureBook {
  change(command: ErasureCommand): Promise<ErasureDecision>;
  /** How far the erasure of a customer is. */
  find(customerId: string): Promise<ErasureState | undefined>;
  /** Restricted customers whose years are over, longest first. */
  due(now: Date, limit: number): Promise<readonly string[]>;
}

/** What is held of one person since one moment. Names of fields, never their content. */
export interface Held {
  readonly since: Date;
  readonly fields: readonly string[];
}

/** One person as a breach notice names it. */
export interface Subject {
  readonly customerId: string;
  readonly held: readonly Held[];
  readonly restrictedSince?: Date;
  readonly destroyedAt?: Date;
}

/** Everybody of whom something is, or was, held; destroyed ones as they were. */
export interface SubjectBook {
  subjects(customerId?: string): AsyncIterable<Subject>;
}
