import type { KnownEvent } from '../domain/story.ts';
import type { EventRow, Rows } from './rows.ts';

const FOUND_MAX = 500;

export interface Stories {
  /** Events with this id in them, or of which it is the id; latest first. */
  withId(id: string): Promise<readonly KnownEvent[]>;
  about(ids: readonly string[]): Promise<readonly KnownEvent[]>;
}

export const createStories = ({ events }: Rows): Stories => ({
  withId: async (id) =>
    known(
      await events
        .find({ $or: [{ _id: id }, { about: id }, { whom: id }] })
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
