import { Text, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type AuditRow, useAudit } from '../../api/audit.ts';
import type { Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Page } from '../../parts/page.tsx';
import { SidePanel } from '../../parts/overlay.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { type Speech, useText } from '../../text/language.ts';

const textOf = ({ actor, act, step, subject, reason, service }: AuditRow): string =>
  [actor, act, step, subject, reason, service].join(' ').toLowerCase();

/** Who did what and why. Rows are only ever added. */
export function Audit() {
  const { t } = useText();
  const [search, setSearch] = useState('');
  return (
    <Page
      title={t('audit.title')}
      about={t('audit.about')}
      beside={
        <TextInput
          size="xs"
          w={280}
          aria-label={t('audit.search')}
          placeholder={t('audit.search')}
          leftSection={<Icon name="search" size={14} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      }
    >
      <Rows search={search.trim().toLowerCase()} />
    </Page>
  );
}

function Rows({ search }: { search: string }) {
  const text = useText();
  const { t } = text;
  const columns = useMemo(() => columnsOf(text), [text]);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useAudit();
  const [opened, setOpened] = useState<AuditRow>();
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <Loading />;
  return (
    <>
      <DataTable
        label={t('audit.title')}
        rows={rows.filter((row) => textOf(row).includes(search))}
        columns={columns}
        keyOf={({ service, id }) => `${service} ${id}`}
        height="calc(100vh - 170px)"
        onOpen={setOpened}
        onEnd={() => {
          if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
        }}
        empty={<NothingHere icon="audit" title={t('audit.none')} />}
      />
      {opened && <OneRow row={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function OneRow({ row, onClose }: { row: AuditRow; onClose: () => void }) {
  const { t, moment } = useText();
  return (
    <SidePanel onClose={onClose} size="lg" title={`${row.act} · ${row.step}`}>
      <Facts
        facts={[
          [t('audit.at'), moment(row.at)],
          [t('audit.actor'), row.actor],
          [t('page.service'), row.service],
          [t('audit.subject'), row.subject],
          [t('act.reason'), row.reason],
          [t('audit.approval'), row.approvalId ?? '–'],
        ]}
      />
    </SidePanel>
  );
}

const columnsOf = ({ t, moment }: Speech): readonly Column<AuditRow>[] => [
  { id: 'at', title: t('audit.at'), width: '9rem', cell: ({ at }) => moment(at) },
  {
    id: 'actor',
    title: t('audit.actor'),
    width: 'minmax(7rem, 0.6fr)',
    cell: ({ actor }) => <b>{actor}</b>,
  },
  {
    id: 'act',
    title: t('audit.act'),
    width: 'minmax(10rem, 1fr)',
    cell: ({ act, step }) => (
      <>
        {act}{' '}
        <Text span size="xs" c="dimmed">
          {step}
        </Text>
      </>
    ),
  },
  {
    id: 'subject',
    title: t('audit.subject'),
    width: 'minmax(9rem, 1fr)',
    isWide: true,
    cell: ({ subject }) => <span className="mono">{subject}</span>,
  },
  {
    id: 'reason',
    title: t('act.reason'),
    width: 'minmax(9rem, 1.4fr)',
    isWide: true,
    cell: ({ reason }) => reason,
  },
  {
    id: 'service',
    title: t('page.service'),
    width: '7rem',
    isWide: true,
    cell: ({ service }) => service,
  },
];
