import type { EventData, EventType } from '@angkutan/events';
import type { Verdict } from '@angkutan/messaging';
import type { Change, Situation, Touched } from '../working-set.ts';

/** How payments takes in one kind of event; both parts are pure. */
export interface Consumer<T extends EventType> {
  readonly touches: (data: EventData[T]) => Touched;
  readonly decide: (data: EventData[T], situation: Situation) => Verdict<Change>;
}

export const NOTHING: Verdict<Change> = { status: 'done', changes: [], publish: [] };
