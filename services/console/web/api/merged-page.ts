/** One page out of the pages of several services, latest first. PURE. */

interface Row {
  readonly id: string;
  readonly service: string;
  readonly at: string;
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** What the next page is asked for with; absent at the end. */
  readonly before?: string;
}

/**
 * A service that gave a full page may have more that is later than the last rows of the others, so the merged page
 * ends at the latest of such ends. It is asked for again with that moment included, since several rows may share it:
 * whoever shows the pages drops what it has already (`distinct`). `rows`: how many a full page has.
 */
export function mergedPage<T extends Row>(
  answers: readonly (readonly T[])[],
  rows: number,
): Page<T> {
  const ends = answers.flatMap((answer) => {
    const last = answer.length < rows ? undefined : answer.at(-1);
    return last ? [last.at] : [];
  });
  const all = answers.flat().toSorted(latestFirst);
  const end = ends.toSorted().at(-1);
  if (end === undefined) return { rows: all };
  return { rows: all.filter(({ at }) => at >= end), before: nextCursor(all, end) };
}

/** A full page of one single moment must not be asked for for ever: then what is left of that moment is passed over. */
function nextCursor(all: readonly Row[], end: string): string {
  const isOneMoment = all[0]?.at === end;
  return isOneMoment ? end : new Date(new Date(end).getTime() + 1).toISOString();
}

const latestFirst = (one: Row, other: Row): number =>
  other.at.localeCompare(one.at) || one.id.localeCompare(other.id);

/** All rows of the pages. Only those of the moment at which one page ends can come again on the next. */
export function distinct<T extends Row>(pages: readonly Page<T>[]): readonly T[] {
  const all: T[] = [];
  for (const { rows } of pages) {
    const end = all.at(-1)?.at;
    const told = new Set(all.slice(all.findLastIndex(({ at }) => at !== end) + 1).map(nameOf));
    for (const row of rows) {
      if (row.at !== end || !told.has(nameOf(row))) all.push(row);
    }
  }
  return all;
}

const nameOf = ({ service, id }: Row): string => `${service} ${id}`;
