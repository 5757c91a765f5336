import { useMemo } from 'react';
import { type Suspense, useSuspense } from '../../api/money.ts';
import type { Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Link } from '../../parts/link.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { type Speech, useText } from '../../text/language.ts';
import { rowsOfAccount } from './places.ts';
import { ResolveSuspenseButton } from './resolve-suspense.tsx';

/** Money that came in and waits for room, or for its owner to be found. */
export function SuspensePart() {
  const text = useText();
  const { t } = text;
  const columns = useMemo(() => columnsOf(text), [text]);
  const { data: rows, error } = useSuspense();
  if (error) return <ProblemAlert error={error} />;
  if (!rows) return <Loading />;
  return (
    <DataTable
      label={t('moneyPart.suspense')}
      rows={rows}
      columns={columns}
      keyOf={({ id }) => id}
      empty={<NothingHere icon="check" title={t('suspense.none')} />}
    />
  );
}

const columnsOf = ({ t, rupiah }: Speech): readonly Column<Suspense>[] => [
  {
    id: 'amount',
    title: t('money.amount'),
    width: '8.5rem',
    isNumber: true,
    cell: ({ amount }) => rupiah(amount),
    sortBy: ({ amount }) => amount,
  },
  {
    id: 'reason',
    title: t('suspense.why'),
    width: 'minmax(9rem, 1fr)',
    cell: ({ reason }) => reason,
  },
  {
    id: 'id',
    title: t('suspense.topUp'),
    width: 'minmax(9rem, 1fr)',
    isWide: true,
    cell: ({ id }) => (
      <Link to={`/story?q=${encodeURIComponent(id)}`} className="mono">
        {id}
      </Link>
    ),
  },
  {
    id: 'customer',
    title: t('suspense.whose'),
    width: 'minmax(9rem, 1fr)',
    isWide: true,
    cell: ({ customerId, walletId }) =>
      customerId === undefined ? (
        t('suspense.nobodys')
      ) : (
        <Link to={rowsOfAccount(`suspense/${walletId ?? customerId}`)} className="mono">
          {customerId}
        </Link>
      ),
  },
  {
    id: 'act',
    title: t('consumers.acts'),
    width: '8rem',
    cell: (one) => <ResolveSuspenseButton found={one} />,
  },
];
