import { randomUUID } from 'node:crypto';
import { toHeaders, topicOf } from '@angkutan/events';
import type { AnyEvent, Codec, Draft, EventType } from '@angkutan/events';
import { childOf, isRecorded } from '@angkutan/telemetry';
import type { OutboxEntry } from './outbox.ts';

/** Makes of a draft the record that the outbox keeps. @throws when the data do not fit the schema */
export type DraftSealer = (draft: Draft, now: Date, cause: string | undefined) => OutboxEntry;

export interface SealerDeps {
  readonly codec: Pick<Codec, 'encode'>;
  readonly source: string;
  readonly newId?: () => string;
  readonly topicFor?: (type: EventType) => string;
}

/** The record belongs to the trace of the message that caused it, as a span of its own. */
export function createSealer(deps: SealerDeps): DraftSealer {
  const { codec, source, newId = randomUUID, topicFor = (type) => topicOf(type).name } = deps;
  return (draft, now, cause) => {
    const id = newId();
    const occurredAt = now.getTime();
    const { type, key } = draft;
    const traceparent = childOf(cause);
    const headers = toHeaders({ id, type, source, occurredAt, key, traceparent });
    return {
      topic: topicFor(type),
      key: Buffer.from(key),
      headers: Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]),
      encoded: codec.encode(completed(draft, id, occurredAt)),
      ...(cause !== undefined && isRecorded(cause) && { parent: cause }),
    };
  };
}

function completed(draft: Draft, eventId: string, occurredAt: number): AnyEvent {
  const event = { type: draft.type, data: { ...draft.data, eventId, occurredAt } };
  if (!isEvent(event)) throw new Error('AKT_NO_EVENT_ID: an event was made without an id');
  return event;
}

// The compiler cannot see that a union stays that union when each member gains the same two fields.
// The codec checks every field against the schema right after.
function isEvent(event: { type: EventType; data: { eventId: string } }): event is AnyEvent {
  return event.data.eventId !== '';
}
