import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cursor, mergedPage, type Page } from './merged-page.ts';

interface Row {
  readonly id: string;
  readonly service: string;
  readonly at: string;
}

const ROWS = 3;
const at = (ms: number): string => new Date(ms).toISOString();
const moments = fc.array(fc.nat({ max: 8 }), { maxLength: 30 });

/** A service's own pages: latest first, after a row, at most so many. */
const answer = (rows: readonly Row[], { before, beforeId = '' }: Cursor): readonly Row[] =>
  rows
    .filter(
      (row) => before === undefined || row.at < before || (row.at === before && row.id < beforeId),
    )
    .toSorted((one, other) => (other.at + other.id > one.at + one.id ? 1 : -1))
    .slice(0, ROWS);

function readAll(services: readonly (readonly Row[])[]): readonly Page<Row>[] {
  const pages: Page<Row>[] = [];
  let next: Cursor | undefined = {};
  while (next && pages.length < 200) {
    const cursor: Cursor = next;
    const page = mergedPage(
      services.map((rows) => answer(rows, cursor)),
      ROWS,
    );
    pages.push(page);
    next = page.next;
  }
  return pages;
}

test('pages of several services tell every message once, latest first, and end', () => {
  fc.assert(
    fc.property(moments, moments, (one, other) => {
      const services = [one, other].map((list, n) =>
        list.map((ms, index) => ({ id: `${n}-${index}`, service: `s${n}`, at: at(ms) })),
      );
      const told = readAll(services).flatMap(({ rows }) => rows);
      expect(new Set(told.map(({ id }) => id)).size).toBe(services.flat().length);
      expect(told.length).toBe(services.flat().length);
      const times = told.map((row) => row.at);
      expect(times).toEqual(times.toSorted().toReversed());
    }),
  );
});

test('a moment that fills whole pages loses none of its rows', () => {
  const rows = Array.from({ length: 9 }, (_, n) => ({ id: `${n}`, service: 's', at: at(5) }));
  const older = { id: 'older', service: 's', at: at(1) };
  const told = readAll([[...rows, older]]).flatMap((page) => page.rows);
  expect(told.map(({ id }) => id)).toEqual(['8', '7', '6', '5', '4', '3', '2', '1', '0', 'older']);
});
