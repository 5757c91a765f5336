import type { EventData, EventType } from '@angkutan/events';
import type { Verdict } from '@angkutan/messaging';
import type { Change, WorkingSet } from '../domain/working-set.ts';

/** What an event touches, to be loaded before it is decided: a case, and wallets by their keys. */
export interface Touched {
  readonly caseId?: string | undefined;
  readonly wallets: readonly string[];
  readonly customerId?: string;
}

export interface Moment {
  readonly now: Date;
}

/** How payments takes in one kind of event; both parts are pure. */
export interface Consumer<T extends EventType> {
  readonly touches: (data: EventData[T]) => Touched;
  readonly decide: (data: EventData[T], set: WorkingSet, moment: Moment) => Verdict<Change>;
}

export const NOTHING: Verdict<Change> = { status: 'done', changes: [], publish: [] };
