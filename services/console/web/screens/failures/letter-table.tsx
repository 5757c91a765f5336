import { Badge, Button, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Letter, useLetters } from '../../api/failures.ts';
import type { Choice, Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { type Speech, useText } from '../../text/language.ts';

interface Listed {
  readonly letters: ReturnType<typeof useLetters>;
  readonly rows: readonly Letter[];
  readonly keyOf: (row: Letter) => string;
  readonly onOpen: (row: Letter) => void;
  readonly choice: Choice<Letter>;
  readonly isOneService: boolean;
  /** There are newer ones. */
  readonly onRenew: (() => void) | undefined;
}

/** As many as there are: the next page comes while the reader scrolls. */
export function LetterTable({
  letters,
  rows,
  keyOf,
  onOpen,
  choice,
  isOneService,
  onRenew,
}: Listed) {
  const text = useText();
  const { t } = text;
  const columns = useMemo(
    () => columnsOf(text).filter(({ id }) => !(isOneService && id === 'service')),
    [text, isOneService],
  );
  const { error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = letters;
  if (isPending) return <Loading />;
  if (error) return <ProblemAlert error={error} />;
  return (
    <>
      <DataTable
        label={t('failures.letters')}
        rows={rows}
        columns={columns}
        keyOf={keyOf}
        height="max(320px, calc(100vh - 385px))"
        onOpen={onOpen}
        choice={choice}
        onEnd={() => {
          if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
        }}
        empty={<NothingHere icon="search" title={t('failures.noneFound')} />}
      />
      {onRenew && (
        <Button size="compact-xs" variant="light" onClick={onRenew} className="renew">
          {t('failures.newer')}
        </Button>
      )}
      {rows.length > 0 && (
        <Text size="xs" c="dimmed" role="status">
          {hasNextPage
            ? t('failures.loadedSoFar', { count: text.count(rows.length) })
            : t('failures.loadedAll', { count: rows.length, written: text.count(rows.length) })}
        </Text>
      )}
    </>
  );
}

const columnsOf = ({ t, moment, count }: Speech): readonly Column<Letter>[] => [
  {
    id: 'at',
    title: t('failures.at'),
    width: '9rem',
    cell: ({ at }) => moment(at),
  },
  {
    id: 'type',
    title: t('failures.type'),
    width: 'minmax(min(13.5rem, 42vw), 1.3fr)',
    cell: ({ type }) => <b>{type}</b>,
  },
  {
    id: 'key',
    title: t('failures.key'),
    width: 'minmax(7rem, 1fr)',
    cell: ({ key }) => <span className="mono">{key}</span>,
  },
  {
    id: 'code',
    title: t('failures.code'),
    width: 'minmax(12rem, 1.2fr)',
    isWide: true,
    cell: ({ code, errorClass }) => code || errorClass,
  },
  {
    id: 'place',
    title: t('failures.place'),
    width: 'minmax(8.5rem, 0.8fr)',
    isWide: true,
    cell: ({ topic, partition, offset }) => (
      <span className="mono">
        {topic.replace('angkutan.', '')} {partition}@{offset}
      </span>
    ),
  },
  {
    id: 'attempts',
    title: t('failures.attempts'),
    width: '6rem',
    isNumber: true,
    isWide: true,
    cell: ({ attempts }) => count(attempts),
  },
  {
    id: 'service',
    title: t('page.service'),
    width: '7rem',
    isWide: true,
    cell: ({ service }) => (
      <Badge variant="default" className="badge">
        {service}
      </Badge>
    ),
  },
];
