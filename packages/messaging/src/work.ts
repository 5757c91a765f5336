import type { AnyEvent, Draft } from '@angkutan/events';
import type { ClientSession } from 'mongoose';

/** What a consumer's work gets: a decoded event and where it came from. */
export interface Message {
  /** The event's id (`ce_id`), unique for ever. */
  readonly id: string;
  readonly event: AnyEvent;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  /** Who published it, such as `angkutan/wallet`; '' when its headers do not say. */
  readonly source: string;
  readonly traceparent?: string;
}

export interface Context {
  /** One moment for the whole group. */
  readonly now: Date;
  /** Which shard of the hot platform accounts this group uses: 0 to `shards - 1`. */
  readonly shard: number;
}

/**
 * - `done`: the changes to make and the events to tell. Done already is done with nothing.
 * - `wait`: what this message needs is not there yet; its key is parked and tried again.
 * - `refused`: it can never be done; it goes to the dead letters under `code`.
 *
 * `reason`, `code` and `detail` are written to logs and headers: no personal data in them.
 */
export type Verdict<C> =
  | { readonly status: 'done'; readonly changes: readonly C[]; readonly publish: readonly Draft[] }
  | { readonly status: 'wait'; readonly reason: string }
  | { readonly status: 'refused'; readonly code: string; readonly detail: string };

/**
 * What became of a message: its verdict, or
 * - `duplicate`: its inbox id was there already, and nothing was done;
 * - `failed`: it cannot be decided or written, a bug; nothing was done;
 * - `unavailable`: the database is not to be had now; to be tried again later. Where
 *   `isCommitUnknown(error)` it may have been done: repeat it under the same inbox id.
 */
export type Result<C> =
  | Verdict<C>
  | { readonly status: 'duplicate' }
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'unavailable'; readonly error: unknown };

/** One posting that a change makes, as people are shown it before they let a message run again. */
export interface Move {
  readonly reference: string;
  readonly legs: readonly { readonly account: string; readonly amount: bigint }[];
}

/**
 * How a group of messages becomes a change of state. It may run several times for the same group,
 * so nothing but the transaction may remember a run.
 */
export interface Work<M, S, C> {
  readonly name: string;
  /**
   * Its groups meet the same documents, whoever brings them: in one process all but small ones run
   * one at a time, under the work's name. Side by side they would only run into each other's writes.
   */
  readonly exclusive?: boolean;
  /** Reads the states that the messages touch: one find per collection, inside the transaction. */
  load(messages: readonly M[], tx: ClientSession): Promise<S>;
  /** Pure. A throw is a bug, and is laid to this one message. */
  decide(message: M, state: S, context: Context): Verdict<C>;
  /**
   * The trace that the message continues, when the state knows better than the message: that of the
   * transfer which a callback is about, of the person who asked for what is approved now.
   */
  continues?(message: M, state: S): string | undefined;
  /**
   * Applies a change to the working set in memory, so that the next message sees it. `trace` is the
   * span of the message that made it, for rows that lead to something later.
   */
  evolve(state: S, change: C, trace: string): void;
  /** Writes the working set: few bulk operations. Not called when nothing was done. */
  save(state: S, tx: ClientSession): Promise<void>;
  /** The money that a change moves, for those who look before they replay. */
  moves?(change: C): readonly Move[];
}
