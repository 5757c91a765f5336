import { LineChart } from '@mantine/charts';
import { Group as Row, Stack, Table, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { Group, Partition, Service } from '../../api/state.ts';
import type { Column } from '../../parts/columns.ts';
import { SidePanel } from '../../parts/overlay.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { type Speech, useText } from '../../text/language.ts';
import { Wrong } from './group-name.tsx';
import { HealthBadge } from './health-badge.tsx';
import { type GroupRow, holdOf } from './health.ts';

interface Shown {
  readonly row: GroupRow;
  readonly service: Service;
  readonly onClose: () => void;
}

/** All of one group: its last minutes, who is in it, and each partition. */
export function GroupDrawer({ row, service, onClose }: Shown) {
  const { group, health } = row;
  const { t, moment } = useText();
  const hold = holdOf(group, service);
  return (
    <SidePanel onClose={onClose} title={group.group}>
      <Stack>
        <Row>
          <HealthBadge health={health} />
          <Text size="sm" c="dimmed">
            {t('consumers.kafkaSays', { state: group.state })}
          </Text>
        </Row>
        <Wrong row={row} />
        {hold && (
          <Text size="sm">
            {t('hold.heldBy', { by: hold.by, at: moment(hold.at), reason: hold.reason })}
          </Text>
        )}
        <Title order={3} size="h6">
          {t('consumers.trend')}
        </Title>
        <History history={group.history} />
        <Title order={3} size="h6">
          {t('consumers.members')}
        </Title>
        <Members members={group.members} />
        <Title order={3} size="h6">
          {t('consumers.partitions')}
        </Title>
        <Partitions partitions={group.partitions} />
      </Stack>
    </SidePanel>
  );
}

function History({ history }: Pick<Group, 'history'>) {
  const { t, time } = useText();
  return (
    <LineChart
      h={160}
      data={history.map(({ at, lag, perSecond }) => ({ at: time(at), lag, perSecond }))}
      dataKey="at"
      withDots={false}
      withLegend
      curveType="linear"
      lineProps={{ isAnimationActive: false }}
      lineChartProps={{ accessibilityLayer: false }}
      series={[
        { name: 'lag', label: t('consumers.lagMessages'), color: 'indigo.6' },
        { name: 'perSecond', label: t('consumers.perSecond'), color: 'teal.6' },
      ]}
    />
  );
}

function Members({ members }: Pick<Group, 'members'>) {
  const { t } = useText();
  if (members.length === 0) return <Text size="sm">{t('consumers.noMembers')}</Text>;
  return (
    <Table fz="xs" layout="fixed">
      <Table.Tbody>
        {members.map(({ memberId, clientId, host, partitions }) => (
          <Table.Tr key={memberId}>
            <Table.Td className="mono cut" title={memberId}>
              {clientId}
            </Table.Td>
            <Table.Td>{host}</Table.Td>
            <Table.Td ta="right">{t('consumers.partitionsOf', { count: partitions })}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Partitions({ partitions }: Pick<Group, 'partitions'>) {
  const text = useText();
  const { t } = text;
  const columns = useMemo(() => columnsOf(text), [text]);
  return (
    <DataTable
      label={t('consumers.partitions')}
      rows={partitions}
      columns={columns}
      keyOf={({ topic, partition }) => `${topic} ${partition}`}
      height="40vh"
      empty={<Text size="sm">{t('consumers.noPartitions')}</Text>}
    />
  );
}

const number = { width: '6.5rem', isNumber: true } as const;

const columnsOf = ({ t, count, span }: Speech): readonly Column<Partition>[] => [
  {
    id: 'topic',
    title: t('consumers.topic'),
    width: 'minmax(10rem, 1fr)',
    cell: ({ topic, partition }) => `${topic} · ${partition}`,
    sortBy: ({ topic, partition }) => `${topic} ${String(partition).padStart(5, '0')}`,
  },
  {
    ...number,
    id: 'committed',
    title: t('consumers.committed'),
    isWide: true,
    cell: ({ committed }) => count(committed),
  },
  {
    ...number,
    id: 'end',
    title: t('consumers.end'),
    isWide: true,
    cell: ({ end }) => count(end),
  },
  {
    ...number,
    id: 'lag',
    title: t('consumers.lagMessages'),
    cell: ({ lag }) => count(lag),
    sortBy: ({ lag }) => lag,
  },
  {
    ...number,
    id: 'lagSeconds',
    title: t('consumers.lagTime'),
    cell: ({ lagSeconds }) => (lagSeconds === 0 ? '–' : span(lagSeconds)),
    sortBy: ({ lagSeconds }) => lagSeconds,
  },
];
