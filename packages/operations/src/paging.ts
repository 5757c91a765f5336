/** Pages by time and id, latest first: rows of one moment are neither told twice nor left out. */
import { text, z } from '@angkutan/http';

const ID_MAX = 300;

export const pagingFields = {
  before: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'The next page: what is older than the last row' }),
  beforeId: text(ID_MAX)
    .optional()
    .meta({ description: 'Of the very moment `before`, what comes after the row of this id' }),
};

interface Asked {
  readonly before?: string | undefined;
  readonly beforeId?: string | undefined;
}

/** For a collection with `at`, sorted by `LATEST_FIRST`. */
export function olderThan({ before, beforeId }: Asked): object {
  if (before === undefined) return {};
  const at = new Date(before);
  if (beforeId === undefined) return { at: { $lt: at } };
  return { at: { $lte: at }, $nor: [{ at, _id: { $gte: beforeId } }] };
}

export const LATEST_FIRST = { at: -1, _id: -1 } as const;
