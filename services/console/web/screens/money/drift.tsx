import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { type Look, LOOK_STATES, type LookState, useDrift, useLookNow } from '../../api/ledger.ts';
import type { Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure, Figures, type Tone } from '../../parts/figure.tsx';
import { Link } from '../../parts/link.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { usePlace } from '../../router.ts';
import { type Speech, useText } from '../../text/language.ts';
import { rowsOfAccount, storyOf, walletOf } from './places.ts';

const TONES: Readonly<Partial<Record<LookState, Tone>>> = {
  DRIFTS: 'bad',
  SEEN_ONCE: 'warn',
  UNREAD: 'warn',
};
const toneOf = (state: LookState, accounts: number): Tone =>
  (accounts > 0 ? TONES[state] : undefined) ?? 'calm';

/** What KasPro has beside our books, wallet by wallet, at the last look at each. */
export function Drift() {
  const { t, count, moment } = useText();
  const asked = usePlace().query.get('state');
  const state = LOOK_STATES.find((one) => one === asked) ?? 'DRIFTS';
  const { data, error } = useDrift(state);
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <Loading />;
  return (
    <Stack>
      <Figures>
        {LOOK_STATES.map((one) => {
          const accounts = data.states.find((found) => found.state === one)?.accounts ?? 0;
          return (
            <Figure
              key={one}
              label={t(`lookState.${one}.name`)}
              value={count(accounts)}
              note={t(`lookState.${one}.about`)}
              tone={toneOf(one, accounts)}
              to={`/money?part=drift&state=${one}`}
            />
          );
        })}
      </Figures>
      {data.oldestLookAt !== undefined && (
        <Text size="xs" c="dimmed">
          {t('drift.oldest', { at: moment(data.oldestLookAt) })}
        </Text>
      )}
      <LookNow />
      <Looks rows={data.looks} label={t(`lookState.${state}.name`)} />
    </Stack>
  );
}

/** KasPro is asked now, about one customer. */
function LookNow() {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const [customerId, setCustomerId] = useState('');
  const { data, error, refetch, isFetching } = useLookNow(customerId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === customerId) void refetch();
    else setCustomerId(typed.trim());
  };
  return (
    <Stack gap="xs">
      <form onSubmit={submit} role="search">
        <Group gap="xs" align="flex-end">
          <TextInput
            size="xs"
            flex="1 1 14rem"
            maw={480}
            label={t('suspense.customerId')}
            classNames={{ input: 'mono' }}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" disabled={typed.trim() === ''} loading={isFetching}>
            {t('drift.lookNow')}
          </Button>
        </Group>
      </form>
      <ProblemAlert error={error} />
      {data && <Looks rows={data} label={t('drift.lookNow')} />}
    </Stack>
  );
}

function Looks({ rows, label }: { rows: readonly Look[]; label: string }) {
  const text = useText();
  const columns = useMemo(() => columnsOf(text), [text]);
  return (
    <DataTable
      label={label}
      rows={rows}
      columns={columns}
      keyOf={({ account }) => account}
      empty={<NothingHere icon="check" title={text.t('drift.none')} />}
    />
  );
}

const number = { width: '8rem', isNumber: true } as const;

const columnsOf = ({ t, rupiah, signed, moment }: Speech): readonly Column<Look>[] => [
  {
    id: 'customer',
    title: t('suspense.whose'),
    width: 'minmax(8rem, 1fr)',
    cell: ({ customerId }) => (
      <Link to={storyOf(customerId)} className="mono">
        {customerId}
      </Link>
    ),
    sortBy: ({ customerId }) => customerId,
  },
  {
    id: 'state',
    title: t('failures.status'),
    width: '10rem',
    isWide: true,
    cell: ({ state }) => t(`lookState.${state}.name`),
  },
  {
    ...number,
    id: 'ours',
    title: t('money.ours'),
    isWide: true,
    cell: ({ ours, customerId, kind }) =>
      ours === undefined ? (
        '–'
      ) : (
        <Link to={rowsOfAccount(walletOf(customerId, kind))} inherit>
          {rupiah(ours)}
        </Link>
      ),
    sortBy: ({ ours = 0 }) => ours,
  },
  {
    ...number,
    id: 'theirs',
    title: t('breaks.theirs'),
    isWide: true,
    cell: ({ theirs }) => (theirs === undefined ? '–' : rupiah(theirs)),
    sortBy: ({ theirs = 0 }) => theirs,
  },
  {
    ...number,
    id: 'drift',
    title: t('money.drift'),
    cell: ({ drift, customerId, kind }) => (
      <Link to={rowsOfAccount(walletOf(customerId, kind))} inherit>
        {signed(drift)}
      </Link>
    ),
    sortBy: ({ drift }) => Math.abs(drift),
  },
  {
    id: 'at',
    title: t('drift.lookedAt'),
    width: '9.5rem',
    isWide: true,
    cell: ({ at }) => moment(at),
    sortBy: ({ at }) => at,
  },
];
