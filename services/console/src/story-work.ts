import type { Message, Work } from '@angkutan/messaging';
import { factsIn, idsIn } from './domain/story.ts';
import type { EventRow, Rows } from './store/rows.ts';

/** Remembers every event by the ids in it, so that a story can be told from any of them. */
export const storyWork = ({ events }: Rows): Work<Message, EventRow[], EventRow> => ({
  name: 'stories',
  load: async () => [],
  decide: (message) => ({ status: 'done', changes: [rowOf(message)], publish: [] }),
  evolve: (state, row) => void state.push(row),
  save: async (state, session) => void (await events.insertMany(state, { session })),
});

function rowOf({
  id,
  event,
  topic,
  partition,
  offset,
  traceparent = '',
  source,
}: Message): EventRow {
  const data = { ...event.data };
  return {
    _id: id,
    type: event.type,
    topic,
    partition,
    offset: Number(offset),
    at: new Date(event.data.occurredAt),
    source,
    traceId: traceparent.split('-')[1] ?? '',
    ...idsIn(data),
    facts: factsIn(data),
  };
}
