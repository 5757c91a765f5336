import { Box, Checkbox } from '@mantine/core';
import { useText } from '../text/language.ts';
import type { Choice, Column } from './columns.ts';

interface Body<T> {
  readonly row: T;
  readonly columns: readonly Column<T>[];
  readonly choice: Choice<T> | undefined;
  readonly onOpen: ((row: T) => void) | undefined;
  readonly index: number;
  /** Pixels from the top of all rows. */
  readonly start: number;
  readonly id: string;
  readonly isActive: boolean;
}

export function BodyRow<T>(body: Body<T>) {
  const { row, columns, choice, onOpen, index, start, id, isActive } = body;
  const { t } = useText();
  return (
    <Box
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={choice?.isChosen(row)}
      data-active={isActive}
      data-opens={onOpen !== undefined}
      className="data-table-row"
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => onOpen?.(row)}
    >
      {choice && (
        <Box
          role="gridcell"
          className="data-table-cell"
          onClick={(event) => event.stopPropagation()}
        >
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={t('page.choose')}
            checked={choice.isChosen(row)}
            onChange={() => choice.toggle(row)}
          />
        </Box>
      )}
      {columns.map((column) => (
        <Box
          key={column.id}
          role="gridcell"
          data-number={column.isNumber}
          className="data-table-cell"
        >
          {column.cell(row)}
        </Box>
      ))}
    </Box>
  );
}
