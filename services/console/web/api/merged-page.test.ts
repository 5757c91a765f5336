import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinct, mergedPage, type Page } from './merged-page.ts';

interface Row {
  readonly id: string;
  readonly service: string;
  readonly at: string;
}

const ROWS = 3;
const at = (ms: number): string => new Date(ms).toISOString();
const moments = fc.array(fc.nat({ max: 40 }), { maxLength: 30 });

/** A service's own pages: latest first, before a moment, at most so many. */
const answer = (rows: readonly Row[], before: string | undefined): readonly Row[] =>
  rows
    .filter((row) => before === undefined || row.at < before)
    .toSorted((one, other) => other.at.localeCompare(one.at) || other.id.localeCompare(one.id))
    .slice(0, ROWS);

function readAll(services: readonly (readonly Row[])[]): readonly Page<Row>[] {
  const pages: Page<Row>[] = [];
  let before: string | undefined;
  do {
    const page = mergedPage(
      services.map((rows) => answer(rows, before)),
      ROWS,
    );
    pages.push(page);
    before = page.before;
  } while (before !== undefined && pages.length < 200);
  return pages;
}

test('pages of several services tell every message once, latest first, and end', () => {
  fc.assert(
    fc.property(moments, moments, (one, other) => {
      // No more share a moment than fit into a page, less one.
      const services = [one, other].map((list, n) =>
        list
          .filter((ms, index) => list.slice(0, index).filter((m) => m === ms).length < ROWS - 1)
          .map((ms, index) => ({ id: `${n}-${index}`, service: `s${n}`, at: at(ms) })),
      );
      const pages = readAll(services);
      const told = distinct(pages);
      expect(told.length).toBe(services.flat().length);
      const times = told.map((row) => row.at);
      expect(times).toEqual(times.toSorted().toReversed());
    }),
  );
});

test('a moment that fills whole pages is passed over rather than asked for for ever', () => {
  const rows = Array.from({ length: 9 }, (_, n) => ({ id: `${n}`, service: 's', at: at(5) }));
  const older = { id: 'older', service: 's', at: at(1) };
  const told = distinct(readAll([[...rows, older]]));
  expect(told.map(({ id }) => id)).toContain('older');
});
