import type { Message, Work } from '@angkutan/messaging';
import { decideEvent, touchedBy } from './consumers/consumed.ts';
import { applyChange, type Change } from './domain/working-set.ts';
import { loadWorkingSet, type Loaded } from './store/load.ts';
import type { Rows } from './store/rows.ts';
import { saveWorkingSet } from './store/save.ts';

/** The one way in which a group of events changes this service's database. */
export const createPaymentsWork = (rows: Rows): Work<Message, Loaded, Change> => ({
  name: 'payments',
  load: (messages, tx) =>
    loadWorkingSet(rows, touchedBy(messages.map((message) => message.event)), tx),
  decide: ({ event }, set, { now }) => decideEvent(event, set, { now }),
  evolve: applyChange,
  save: (set, tx) => saveWorkingSet(rows, set, tx),
});
