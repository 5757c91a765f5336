import { Stack, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type ProviderBalance, useProviderBalances } from '../../api/money.ts';
import type { Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Link } from '../../parts/link.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { go, usePlace } from '../../router.ts';
import { type Speech, useText } from '../../text/language.ts';
import { BOOK_AT, rowsOfAccount, rowsOfBook, walletOf } from './places.ts';

const textOf = ({ place, customerId = '', kind = '' }: ProviderBalance): string =>
  `${place} ${customerId} ${kind}`.toLowerCase();

/** What lies on each KasPro account by our ledger: the rows behind the sums. */
export function Balances() {
  const text = useText();
  const { t } = text;
  const columns = useMemo(() => columnsOf(text), [text]);
  const asked = usePlace().query.get('search') ?? '';
  const [search, setSearch] = useState(asked);
  const { data, error } = useProviderBalances();
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <Loading />;
  const found = data.filter((row) => textOf(row).includes(search.trim().toLowerCase()));
  return (
    <Stack gap="sm">
      <TextInput
        size="xs"
        maw={360}
        aria-label={t('balances.search')}
        placeholder={t('balances.search')}
        leftSection={<Icon name="search" size={14} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <DataTable
        label={t('moneyPart.balances')}
        rows={found}
        columns={columns}
        keyOf={({ place, customerId, kind }) => `${place} ${customerId} ${kind}`}
        onOpen={({ customerId }) => {
          if (customerId !== undefined) go(`/story?q=${encodeURIComponent(customerId)}`);
        }}
        empty={<NothingHere title={t('balances.none')} description={t('balances.noneAbout')} />}
      />
    </Stack>
  );
}

const columnsOf = ({ t, rupiah }: Speech): readonly Column<ProviderBalance>[] => [
  {
    id: 'place',
    title: t('money.account'),
    width: 'minmax(7rem, 1fr)',
    cell: ({ place }) => place,
    sortBy: ({ place }) => place,
  },
  {
    id: 'customer',
    title: t('suspense.whose'),
    width: 'minmax(10rem, 2fr)',
    cell: ({ customerId = '–' }) => <span className="mono">{customerId}</span>,
    sortBy: ({ customerId = '' }) => customerId,
  },
  {
    id: 'kind',
    title: t('money.kind'),
    width: 'minmax(7rem, 1fr)',
    isWide: true,
    cell: ({ kind = '–' }) => kind,
    sortBy: ({ kind = '' }) => kind,
  },
  {
    id: 'balance',
    title: t('money.balance'),
    width: '9rem',
    isNumber: true,
    cell: ({ place, customerId, kind, balance }) => (
      <Link
        to={
          customerId === undefined
            ? rowsOfBook(BOOK_AT[place] ?? place)
            : rowsOfAccount(walletOf(customerId, kind))
        }
        inherit
      >
        {rupiah(balance)}
      </Link>
    ),
    sortBy: ({ balance }) => balance,
  },
];
