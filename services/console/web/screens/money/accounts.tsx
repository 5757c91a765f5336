import { Group, NativeSelect, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { type Account, useAccounts } from '../../api/ledger.ts';
import { useTrialBalance } from '../../api/money.ts';
import type { Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Link } from '../../parts/link.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { go, usePlace, withQuery } from '../../router.ts';
import { type Speech, useText } from '../../text/language.ts';
import { rowsOfAccount, storyOf } from './places.ts';

const ANY = '';
const ROLES = ['USER', 'DRIVER', 'MERCHANT'];
const TIERS = ['BASIC', 'PREMIUM'];

/** The accounts of a book that have a balance; each leads to its postings. */
export function Accounts() {
  const text = useText();
  const { t } = text;
  const columns = useMemo(() => columnsOf(text), [text]);
  const { query } = usePlace();
  const book = query.get('book') ?? 'wallet';
  const role = query.get('role') ?? ANY;
  const tier = query.get('tier') ?? ANY;
  const { rows, error, onEnd } = useAccounts({ book, role, tier });
  return (
    <Stack gap="sm">
      <Choices book={book} role={role} tier={tier} />
      <ProblemAlert error={error} />
      {!rows && !error && <Loading />}
      {rows && (
        <DataTable
          label={t('moneyPart.accounts')}
          rows={rows}
          columns={columns}
          keyOf={({ account }) => account}
          onEnd={onEnd}
          onOpen={({ account }) => go(rowsOfAccount(account))}
          empty={<NothingHere title={t('ledger.noAccounts')} />}
        />
      )}
    </Stack>
  );
}

interface Chosen {
  readonly book: string;
  readonly role: string;
  readonly tier: string;
}

function Choices({ book, role, tier }: Chosen) {
  const { t } = useText();
  const place = usePlace();
  const { data } = useTrialBalance();
  const books = [...new Set([...(data?.kinds.map(({ kind }) => kind) ?? []), book])];
  const all = { value: ANY, label: t('ledger.all') };
  const choice = (name: keyof Chosen, label: string, value: string, options: readonly string[]) => (
    <NativeSelect
      size="xs"
      label={label}
      value={value}
      data={name === 'book' ? [...options] : [all, ...options]}
      onChange={(event) => go(withQuery(place, { [name]: event.currentTarget.value }), 'replace')}
    />
  );
  return (
    <Group gap="sm">
      {choice('book', t('money.kind'), book, books)}
      {choice('role', t('ledger.role'), role, ROLES)}
      {choice('tier', t('ledger.tier'), tier, TIERS)}
    </Group>
  );
}

const columnsOf = ({ t, rupiah }: Speech): readonly Column<Account>[] => [
  {
    id: 'account',
    title: t('ledger.account'),
    width: 'minmax(10rem, 2fr)',
    cell: ({ account }) => (
      <Link to={rowsOfAccount(account)} className="mono">
        {account}
      </Link>
    ),
    sortBy: ({ account }) => account,
  },
  {
    id: 'customer',
    title: t('suspense.whose'),
    width: 'minmax(9rem, 1fr)',
    isWide: true,
    cell: ({ customerId }) =>
      customerId === undefined ? (
        '–'
      ) : (
        <Link to={storyOf(customerId)} className="mono">
          {customerId}
        </Link>
      ),
  },
  {
    id: 'role',
    title: t('ledger.role'),
    width: '7rem',
    isWide: true,
    cell: ({ role = '–' }) => role,
    sortBy: ({ role = '' }) => role,
  },
  {
    id: 'tier',
    title: t('ledger.tier'),
    width: '7rem',
    isWide: true,
    cell: ({ tier = '–' }) => tier,
    sortBy: ({ tier = '' }) => tier,
  },
  {
    id: 'balance',
    title: t('money.balance'),
    width: '9rem',
    isNumber: true,
    cell: ({ account, balance }) => (
      <Link to={rowsOfAccount(account)} inherit>
        {rupiah(balance)}
      </Link>
    ),
    sortBy: ({ balance }) => balance,
  },
];
