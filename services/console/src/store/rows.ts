import { prepareModels } from '@angkutan/mongo';
import { type Connection, type mongo, Schema } from 'mongoose';
import type { KnownEvent } from '../domain/story.ts';

/** How long an event can be searched for. */
const KEPT_S = 90 * 86_400;

const text = { type: String, required: true } as const;
const schema = new Schema(
  {
    _id: text,
    type: text,
    topic: text,
    partition: { type: Number, required: true },
    offset: { type: Number, required: true },
    at: { type: Date, required: true },
    source: String,
    traceId: String,
    about: [String],
    whom: [String],
    facts: Schema.Types.Mixed,
  },
  { strict: 'throw', versionKey: false, autoCreate: false, autoIndex: false },
);
schema.index({ about: 1, at: 1 });
schema.index({ whom: 1, at: -1 });
schema.index({ traceId: 1, at: -1 });
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_S });

export type EventRow = Omit<KnownEvent, 'eventId'> & { readonly _id: string };

export interface Rows {
  readonly events: mongo.Collection<EventRow>;
}

/** Opens the collections and their indexes; safe at every start. */
export async function openRows(connection: Connection): Promise<Rows> {
  const model = connection.model('Event', schema, 'events');
  await prepareModels(model);
  return { events: connection.getClient().db(connection.name).collection('events') };
}
