import { Badge, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { type Instruction, useUnknownOutcomes } from '../../api/money.ts';
import type { Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Link } from '../../parts/link.tsx';
import { Loading, NothingHere, Unanswered } from '../../parts/telling.tsx';
import { type Speech, useText } from '../../text/language.ts';
import { LateSuccessButton, ResolveInstructionButton } from './resolve-instruction.tsx';

/** Transfers of which KasPro has not said how they ended, the oldest first. */
export function UnknownOutcomes() {
  const text = useText();
  const { t } = text;
  const columns = useMemo(() => columnsOf(text), [text]);
  const { rows, isLoading, failures } = useUnknownOutcomes();
  if (isLoading) return <Loading />;
  const oldest = rows.toSorted((one, other) => (other.ageSeconds ?? 0) - (one.ageSeconds ?? 0));
  return (
    <Stack>
      <Unanswered failures={failures} />
      <DataTable
        label={t('moneyPart.unknown')}
        rows={oldest}
        columns={columns}
        keyOf={({ service, reference }) => `${service} ${reference}`}
        empty={
          <NothingHere
            icon="check"
            title={t('unknown.none')}
            description={t('unknown.noneAbout')}
          />
        }
      />
      <LateSuccessButton />
    </Stack>
  );
}

const columnsOf = ({ t, rupiah, span, count }: Speech): readonly Column<Instruction>[] => [
  {
    id: 'state',
    title: t('failures.status'),
    width: '7rem',
    cell: ({ state }) => (
      <Badge className="badge" variant="light" color={state === 'MANUAL' ? 'red' : 'yellow'}>
        {state}
      </Badge>
    ),
  },
  {
    id: 'age',
    title: t('unknown.age'),
    width: '5.5rem',
    isNumber: true,
    cell: ({ ageSeconds }) => (ageSeconds === undefined ? '–' : span(ageSeconds)),
    sortBy: ({ ageSeconds = 0 }) => ageSeconds,
  },
  {
    id: 'amount',
    title: t('money.amount'),
    width: '8rem',
    isNumber: true,
    cell: ({ amount }) => rupiah(amount),
    sortBy: ({ amount }) => amount,
  },
  {
    id: 'reference',
    title: t('unknown.reference'),
    width: 'minmax(11rem, 1fr)',
    cell: ({ reference }) => (
      <Link to={`/story?q=${encodeURIComponent(reference)}`} className="mono">
        {reference}
      </Link>
    ),
  },
  {
    id: 'request',
    title: t('unknown.request'),
    width: 'minmax(9rem, 1fr)',
    isWide: true,
    cell: ({ requestId, kind }) => `${kind} · ${requestId}`,
  },
  {
    id: 'enquiries',
    title: t('unknown.enquiries'),
    width: '6.5rem',
    isNumber: true,
    isWide: true,
    cell: ({ enquiries }) => count(enquiries),
  },
  {
    id: 'word',
    title: t('unknown.lastWord'),
    width: 'minmax(8rem, 1fr)',
    isWide: true,
    cell: ({ lastWord }) => lastWord ?? '–',
  },
  {
    id: 'act',
    title: t('consumers.acts'),
    width: '9rem',
    cell: (one) => (one.state === 'MANUAL' ? <ResolveInstructionButton instruction={one} /> : null),
  },
];
