/**
 * Rows by the ten thousand: only those in sight are in the page.
 * Arrow keys move, Enter opens, Space chooses; a screen reader hears the row of how many.
 */
import { Box } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Listing } from './columns.ts';
import { HeaderRow } from './data-table-header.tsx';
import { BodyRow } from './data-table-row.tsx';

const ROW_PX = 40;
const OVERSCAN = 12;
const NEAR_THE_END = 30;
const FEATURES = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

export function DataTable<T extends object>(listing: Listing<T>) {
  const { rows, empty } = listing;
  return rows.length === 0 ? empty : <Filled {...listing} />;
}

function Filled<T extends object>(listing: Listing<T>) {
  const { label, keyOf, height = '60vh', onOpen, choice, onEnd } = listing;
  const { table, rows, columns } = useSorted(listing);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const id = useId();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  const inSight = virtualizer.getVirtualItems();
  const isNearEnd = (inSight.at(-1)?.index ?? 0) >= rows.length - NEAR_THE_END;
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd, rows.length]);
  const heard = (key: string): boolean => {
    const next = movedBy(key, active, rows.length);
    if (next !== undefined) {
      setActive(next);
      virtualizer.scrollToIndex(next);
    }
    const done = next === undefined ? doneBy(key, listing) : undefined;
    const row = rows[active];
    if (row) done?.(row);
    return next !== undefined || done !== undefined;
  };
  const grid = [...(choice ? ['2.5rem'] : []), ...columns.map(({ width }) => width)].join(' ');
  return (
    <Box
      ref={scroller}
      className="data-table"
      style={{ maxHeight: height, '--grid': grid }}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={`${id}-${active}`}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && heard(event.key)) event.preventDefault();
      }}
    >
      <HeaderRow columns={columns} hasChoice={choice !== undefined} table={table} />
      <Box
        role="rowgroup"
        style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
        onClick={({ target }) => {
          const row = rows[rowClicked(target)];
          if (row) (isOnChoice(target) ? choice?.toggle : onOpen)?.(row);
        }}
      >
        {inSight.map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <BodyRow
              key={keyOf(row)}
              {...{ row, columns, index, start, id: `${id}-${index}` }}
              isActive={index === active}
              opens={onOpen !== undefined}
              isChosen={choice?.isChosen(row)}
            />
          );
        })}
      </Box>
    </Box>
  );
}

const NO_ROW = -1;

/** The row that was clicked, unless it was something in it that has a mind of its own. */
function rowClicked(target: EventTarget): number {
  if (!(target instanceof Element) || target.closest('a, button')) return NO_ROW;
  return Number(target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? NO_ROW);
}

const isOnChoice = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('[data-choice]') !== null;

/** What a key does with the row that the reader is on. */
const doneBy = <T,>(key: string, { onOpen, choice }: Listing<T>) =>
  key === 'Enter' ? onOpen : key === ' ' ? choice?.toggle : undefined;

const PAGE_ROWS = 15;
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_ROWS,
  PageUp: -PAGE_ROWS,
  Home: -Infinity,
  End: Infinity,
};

/** The row that a key moves to; undefined when it moves nowhere. */
function movedBy(key: string, from: number, count: number): number | undefined {
  const step = STEPS[key];
  return step === undefined ? undefined : Math.max(0, Math.min(count - 1, from + step));
}

function useSorted<T extends object>({ rows, columns: all }: Listing<T>) {
  const isPhone = useMediaQuery('(max-width: 48em)');
  const columns = useMemo(
    () => all.filter(({ isWide = false }) => !(isPhone && isWide)),
    [all, isPhone],
  );
  const table = useTable({
    features: FEATURES,
    data: rows,
    columns: useMemo(
      () =>
        columns.map(({ id, sortBy }) => ({
          id,
          accessorFn: sortBy ?? (() => ''),
          enableSorting: sortBy !== undefined,
          sortFn: sortFn_basic,
        })),
      [columns],
    ),
  });
  const isSorted = columns.some(({ id }) => table.getColumn(id)?.getIsSorted());
  // A row of the table's own for each of 50,000, made anew with every page, would be felt.
  const ordered = isSorted ? table.getRowModel().rows : undefined;
  return {
    table,
    columns,
    rows: useMemo(() => ordered?.map(({ original }) => original) ?? rows, [ordered, rows]),
  };
}
