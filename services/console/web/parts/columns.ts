/** What a table of many rows is told. */
import type { ReactNode } from 'react';

export interface Column<T> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** A track of a CSS grid. */
  readonly width: string;
  readonly isNumber?: boolean;
  readonly sortBy?: (row: T) => string | number;
  /** Not on a phone. */
  readonly isWide?: boolean;
}

export interface Choice<T> {
  readonly isChosen: (row: T) => boolean;
  readonly toggle: (row: T) => void;
}

export interface Listing<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string;
  /** What there is when there are no rows. */
  readonly empty: ReactNode;
  readonly height?: string;
  readonly onOpen?: (row: T) => void;
  readonly choice?: Choice<T>;
  /** The reader is near the end: there may be more. */
  readonly onEnd?: () => void;
}
