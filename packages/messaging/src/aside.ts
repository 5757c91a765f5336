import type { ClientSession } from 'mongoose';
import type { OutboxEntry } from './outbox.ts';
import type { Result } from './work.ts';

/** What became of a message in this run of its group. `behind`: its key is parked already. */
export interface Outcome<M> {
  readonly message: M;
  readonly result: Result<unknown>;
  readonly behind: boolean;
  /** The message's own span. */
  readonly trace: string;
}

/**
 * What is done, in the same transaction, with messages that were not done. Only consumers have
 * one: who sends a command is told the result and decides for himself.
 */
export interface Aside<M> {
  /** Messages of one lane keep their order: when one is set aside, the later ones are too. */
  laneOf(message: M): string;
  /** Those whose lane is closed already. */
  closed(messages: readonly M[], tx: ClientSession): Promise<ReadonlySet<M>>;
  /** Writes what the outcomes ask for, and answers the dead letters to publish. */
  keep(outcomes: readonly Outcome<M>[], tx: ClientSession): Promise<readonly OutboxEntry[]>;
}

/** Whether a message that ended so is set aside, and with it whatever its lane brings later. */
export const closesLane = ({ status }: Result<unknown>): boolean =>
  status === 'wait' || status === 'failed';
