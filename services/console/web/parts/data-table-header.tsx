import { Box, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useText } from '../text/language.ts';
import type { Column } from './columns.ts';

/** What the header needs to know of a sortable table. */
interface Sortable {
  readonly getColumn: (id: string) =>
    | {
        getCanSort(): boolean;
        getIsSorted(): false | 'asc' | 'desc';
        toggleSorting(): void;
      }
    | undefined;
}

interface Header {
  readonly columns: readonly Pick<Column<never>, 'id' | 'title' | 'isNumber'>[];
  readonly hasChoice: boolean;
  readonly table: Sortable;
}

const ORDERS = { asc: 'ascending', desc: 'descending' } as const;
const SIGNS = { asc: ' ↑', desc: ' ↓' } as const;

export function HeaderRow({ columns, hasChoice, table }: Header) {
  const { t } = useText();
  return (
    <Box role="rowgroup" className="data-table-head">
      <Box role="row" aria-rowindex={1} className="data-table-row">
        {hasChoice && (
          <Box role="columnheader">
            <VisuallyHidden>{t('page.choose')}</VisuallyHidden>
          </Box>
        )}
        {columns.map(({ id, title, isNumber }) => {
          const column = table.getColumn(id);
          const order = column?.getIsSorted() || undefined;
          return (
            <Box
              key={id}
              role="columnheader"
              aria-sort={order && ORDERS[order]}
              data-number={isNumber}
              className="data-table-cell"
            >
              {column?.getCanSort() ? (
                <UnstyledButton className="sort" onClick={() => column.toggleSorting()}>
                  {title}
                  {order && SIGNS[order]}
                </UnstyledButton>
              ) : (
                title
              )}
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
