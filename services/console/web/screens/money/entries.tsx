import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { type Entry, useEntries } from '../../api/ledger.ts';
import type { Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Link } from '../../parts/link.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { go, usePlace, withQuery } from '../../router.ts';
import { type Speech, useText } from '../../text/language.ts';
import { storyOf } from './places.ts';

const FILTERS = ['account', 'date', 'hour', 'kind', 'step'] as const;
type Filter = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

/** Postings, newest first: of an account, a day, an hour, a kind of payment; each leads to its story. */
export function Entries() {
  const text = useText();
  const { t } = text;
  const { query } = usePlace();
  const filter: Filter = Object.fromEntries(
    FILTERS.flatMap((name) => [[name, query.get(name)] as const]).filter(([, value]) => value),
  );
  const { account } = filter;
  const columns = useMemo(() => columnsOf(text, account), [text, account]);
  const { rows, error, onEnd } = useEntries(filter);
  return (
    <Stack gap="sm">
      <FilterForm key={query.toString()} filter={filter} />
      <ProblemAlert error={error} />
      {!rows && !error && <Loading />}
      {rows && (
        <DataTable
          label={t('moneyPart.entries')}
          rows={rows}
          columns={columns}
          keyOf={({ reference }) => reference}
          onEnd={onEnd}
          onOpen={({ requestId }) => go(storyOf(requestId))}
          empty={<NothingHere title={t('ledger.noEntries')} />}
        />
      )}
    </Stack>
  );
}

function FilterForm({ filter }: { filter: Filter }) {
  const { t } = useText();
  const place = usePlace();
  const [wanted, setWanted] = useState(filter);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(withQuery(place, { ...wanted }));
  };
  return (
    <form onSubmit={submit} role="search">
      <Group gap="xs" align="flex-end">
        {FILTERS.map((name) => (
          <TextInput
            key={name}
            size="xs"
            flex={name === 'account' ? '1 1 14rem' : '0 1 8.5rem'}
            type={name === 'date' ? 'date' : 'text'}
            label={t(`entryFilter.${name}`)}
            value={wanted[name] ?? ''}
            onChange={({ currentTarget: { value } }) => setWanted({ ...wanted, [name]: value })}
          />
        ))}
        <Button type="submit" size="xs">
          {t('ledger.show')}
        </Button>
      </Group>
    </form>
  );
}

/** What the posting moved: on the account that is looked at, or in all. */
const amountOf = ({ legs }: Entry, account: string | undefined): number =>
  legs
    .filter((leg) => (account === undefined ? leg.amount > 0 : leg.account === account))
    .reduce((sum, { amount }) => sum + amount, 0);

const columnsOf = (
  { t, moment, signed, rupiah }: Speech,
  account: string | undefined,
): readonly Column<Entry>[] => [
  {
    id: 'at',
    title: t('ledger.at'),
    width: '9.5rem',
    cell: ({ at }) => moment(at),
    sortBy: ({ at }) => at,
  },
  { id: 'step', title: t('ledger.step'), width: '9rem', isWide: true, cell: ({ step }) => step },
  { id: 'kind', title: t('volume.kind'), width: '8rem', isWide: true, cell: ({ kind }) => kind },
  {
    id: 'request',
    title: t('unknown.request'),
    width: 'minmax(8rem, 1fr)',
    cell: ({ requestId }) => (
      <Link to={storyOf(requestId)} className="mono">
        {requestId}
      </Link>
    ),
  },
  {
    id: 'legs',
    title: t('ledger.legs'),
    width: 'minmax(12rem, 2fr)',
    isWide: true,
    cell: ({ legs }) => {
      const told = legs.map((leg) => `${leg.account} ${signed(leg.amount)}`).join(' · ');
      return <span title={told}>{told}</span>;
    },
  },
  {
    id: 'amount',
    title: t('money.amount'),
    width: '8.5rem',
    isNumber: true,
    cell: (entry) => (account === undefined ? rupiah : signed)(amountOf(entry, account)),
    sortBy: (entry) => amountOf(entry, account),
  },
];
