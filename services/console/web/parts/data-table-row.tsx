/** One row: plain elements, since dozens are drawn while one scrolls; the table hears its clicks. */
import { useText } from '../text/language.ts';
import type { Column } from './columns.ts';

interface Body<T> {
  readonly row: T;
  readonly columns: readonly Column<T>[];
  readonly index: number;
  /** Pixels from the top of all rows. */
  readonly start: number;
  readonly id: string;
  readonly isActive: boolean;
  readonly opens: boolean;
  /** Undefined where rows cannot be chosen. */
  readonly isChosen: boolean | undefined;
}

export function BodyRow<T>({ row, columns, index, start, id, isActive, opens, isChosen }: Body<T>) {
  const { t } = useText();
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      data-index={index}
      data-active={isActive}
      data-opens={opens}
      className="data-table-row"
      style={{ transform: `translateY(${start}px)` }}
    >
      {isChosen !== undefined && (
        <div role="gridcell" className="data-table-cell" data-choice>
          <input
            type="checkbox"
            readOnly
            tabIndex={-1}
            aria-label={t('page.choose')}
            checked={isChosen}
          />
        </div>
      )}
      {columns.map(({ id: column, isNumber, cell }) => (
        <div key={column} role="gridcell" data-number={isNumber} className="data-table-cell">
          {cell(row)}
        </div>
      ))}
    </div>
  );
}
