import type { EventData } from './generated/event-data.ts';

/** The name of an event, as in its schema without the namespace. */
export type EventType = keyof EventData;

/** One event: its name and its data. */
export interface EventOf<T extends EventType> {
  readonly type: T;
  readonly data: EventData[T];
}

/** Any event, told apart by `type`. */
export type AnyEvent = { [T in EventType]: EventOf<T> }[EventType];

/**
 * An event as the pure core decides it: without id and time, which the one loop gives when it commits.
 * `key` is the id that orders the stream (see TOPICS).
 */
export type Draft = {
  [T in EventType]: {
    readonly type: T;
    readonly key: string;
    readonly data: Omit<EventData[T], 'eventId' | 'occurredAt'>;
  };
}[EventType];
