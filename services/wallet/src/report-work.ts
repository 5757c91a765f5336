/** Publishes what KasPro told of other services' transactions, in the transaction that marks it as worked off. */
import type { Work } from '@angkutan/messaging';
import type { StoredCallback } from './domain/callback.ts';
import { reportOf } from './domain/report.ts';
import type { ReportRows } from './store/callbacks.ts';

interface Loaded {
  /** Not worked off by another instance meanwhile. */
  readonly fresh: Set<string>;
  readonly done: string[];
}

export const createReportWork = (rows: ReportRows): Work<StoredCallback, Loaded, string> => ({
  name: 'reports',
  load: async (callbacks, tx) => ({
    fresh: await rows.stillNew(
      callbacks.map((one) => one._id),
      tx,
    ),
    done: [],
  }),
  decide: (callback, { fresh }) =>
    fresh.has(callback._id)
      ? { status: 'done', changes: [callback._id], publish: [reportOf(callback)] }
      : { status: 'done', changes: [], publish: [] },
  evolve: ({ fresh, done }, id) => {
    fresh.delete(id);
    done.push(id);
  },
  save: (loaded, tx) => rows.finishIn(loaded.done, tx),
});
