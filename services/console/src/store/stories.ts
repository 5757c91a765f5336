import type { KnownEvent, Stories } from '../domain/story.ts';
import type { EventRow, Rows } from './rows.ts';

const FOUND_MAX = 500;

export const createStories = ({ events }: Rows): Stories => ({
  withId: async (id) =>
    known(
      await events
        .find({ $or: [{ _id: id }, { about: id }, { whom: id }, { traceId: id }] })
        .sort({ at: -1 })
        .limit(FOUND_MAX)
        .toArray(),
    ),
  about: async (ids) =>
    known(
      await events
        .find({ about: { $in: [...ids] } })
        .sort({ at: 1 })
        .limit(FOUND_MAX)
        .toArray(),
    ),
});

const known = (rows: readonly EventRow[]): readonly KnownEvent[] =>
  rows.map(({ _id, ...row }) => ({ ...row, eventId: _id }));
