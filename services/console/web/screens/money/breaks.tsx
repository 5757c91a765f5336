import { Radio, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type Break, resolve, useBreaks } from '../../api/money.ts';
import { ActButton } from '../../parts/act-button.tsx';
import type { Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Link } from '../../parts/link.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { usePlace } from '../../router.ts';
import { type Speech, useText } from '../../text/language.ts';
import { referenceOf, storyOf } from './places.ts';

const RESOLUTIONS = ['ACCEPT_THEIRS', 'WRITE_OFF', 'EXPLAINED'] as const;
const DAY_HOURS = 24;

/** What differs from KasPro and nobody has resolved, the oldest first. */
export function Breaks() {
  const { t } = useText();
  const account = usePlace().query.get('account');
  const { data, error } = useBreaks();
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <Loading />;
  const rows = data.filter((one) => account === null || one.account === account);
  return <BreakTable rows={rows} emptyText={t('breaks.none')} />;
}

export function BreakTable({ rows, emptyText }: { rows: readonly Break[]; emptyText: string }) {
  const text = useText();
  const { t } = text;
  const columns = useMemo(() => columnsOf(text), [text]);
  return (
    <DataTable
      label={t('moneyPart.breaks')}
      rows={rows}
      columns={columns}
      keyOf={({ breakId }) => breakId}
      empty={<NothingHere icon="check" title={emptyText} description={t('breaks.noneAbout')} />}
    />
  );
}

const number = { width: '8.5rem', isNumber: true } as const;

const columnsOf = ({ t, signed, count }: Speech): readonly Column<Break>[] => [
  { id: 'class', title: t('breaks.class'), width: '10rem', cell: (one) => one.class },
  {
    id: 'account',
    title: t('money.account'),
    width: 'minmax(9rem, 1fr)',
    cell: ({ account }) => <span className="mono">{account}</span>,
    sortBy: ({ account }) => account,
  },
  {
    id: 'reference',
    title: t('unknown.reference'),
    width: 'minmax(8rem, 1fr)',
    isWide: true,
    cell: ({ reference }) => (
      <Link to={storyOf(referenceOf(reference))} className="mono">
        {reference}
      </Link>
    ),
  },
  { ...number, id: 'ours', title: t('money.ours'), isWide: true, cell: ({ ours }) => signed(ours) },
  {
    ...number,
    id: 'theirs',
    title: t('breaks.theirs'),
    isWide: true,
    cell: ({ theirs }) => signed(theirs),
  },
  {
    ...number,
    id: 'difference',
    title: t('breaks.difference'),
    cell: ({ difference }) => <b>{signed(difference)}</b>,
    sortBy: ({ difference }) => Math.abs(difference),
  },
  {
    id: 'age',
    title: t('unknown.age'),
    width: '5.5rem',
    isNumber: true,
    cell: ({ ageHours }) =>
      ageHours < DAY_HOURS
        ? t('breaks.hours', { count: count(ageHours) })
        : t('breaks.days', { count: count(Math.floor(ageHours / DAY_HOURS)) }),
    sortBy: ({ ageHours }) => ageHours,
  },
  {
    id: 'owner',
    title: t('breaks.owner'),
    width: '7rem',
    isWide: true,
    cell: ({ owner }) => owner,
  },
  {
    id: 'act',
    title: t('consumers.acts'),
    width: '8rem',
    cell: (one) => (one.status === 'OPEN' ? <ResolveBreakButton found={one} /> : one.status),
  },
];

function ResolveBreakButton({ found }: { found: Break }) {
  const { t, signed } = useText();
  const [resolution, setResolution] = useState('');
  const { breakId, account, difference } = found;
  const path = `/breaks/${encodeURIComponent(breakId)}/resolutions`;
  return (
    <ActButton
      size="compact-xs"
      act={{
        title: t('breaks.resolve'),
        confirm: t('act.ask'),
        done: t('act.waits'),
        isReady: resolution !== '',
        run: (reason, key) =>
          resolve({ service: 'wallet', path, body: { resolution, reason } }, key),
        children: (
          <Stack gap="sm">
            <Text size="sm">
              {t('breaks.resolveAbout', { account, difference: signed(difference) })}
            </Text>
            <Radio.Group label={t('breaks.how')} value={resolution} onChange={setResolution}>
              <Stack gap="xs" mt="xs">
                {RESOLUTIONS.map((one) => (
                  <Radio
                    key={one}
                    value={one}
                    label={t(`resolution.${one}.name`)}
                    description={t(`resolution.${one}.does`)}
                  />
                ))}
              </Stack>
            </Radio.Group>
          </Stack>
        ),
      }}
    >
      {t('breaks.resolve')}
    </ActButton>
  );
}
