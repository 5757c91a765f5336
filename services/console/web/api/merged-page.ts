/** One page out of the pages of several services, latest first. PURE. */

interface Row {
  readonly id: string;
  readonly service: string;
  readonly at: string;
}

/** What the next page is asked for with: a row's moment and, of that moment, its id. */
export interface Cursor {
  readonly before?: string;
  readonly beforeId?: string;
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** Absent at the end. */
  readonly next?: Cursor;
}

/**
 * A service that gave a full page may have more that is later than the last rows of the others, so the merged page
 * ends at the latest of such ends, and every service is asked for what comes after that row. `rows`: how many a full
 * page of one service has.
 */
export function mergedPage<T extends Row>(
  answers: readonly (readonly T[])[],
  rows: number,
): Page<T> {
  const ends = answers.flatMap((answer) => (answer.length < rows ? [] : answer.slice(-1)));
  const all = answers.flat().toSorted(latestFirst);
  const end = ends.toSorted(latestFirst)[0];
  if (!end) return { rows: all };
  return {
    rows: all.filter((row) => latestFirst(row, end) <= 0),
    next: { before: end.at, beforeId: end.id },
  };
}

/** As the services sort: by the letters' codes, not as a language does. */
const latestFirst = (one: Row, other: Row): number =>
  compared(other.at, one.at) || compared(other.id, one.id);

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
