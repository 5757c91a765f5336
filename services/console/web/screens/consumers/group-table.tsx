import { ScrollArea, Table, Text, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { Service } from '../../api/state.ts';
import { useText } from '../../text/language.ts';
import { GroupName } from './group-name.tsx';
import { type GroupRow, holdOf, isSick } from './health.ts';
import { HoldButton } from './hold-button.tsx';
import { LagTrend } from './lag-trend.tsx';

// The charts in it weigh more than the rest of the screen.
const GroupDrawer = lazy(async () => {
  const { GroupDrawer: Shown } = await import('./group-drawer.tsx');
  return { default: Shown };
});

export function GroupTable({ rows, service }: { rows: readonly GroupRow[]; service: Service }) {
  const { t } = useText();
  const [opened, setOpened] = useState<string>();
  const shown = rows.find(({ group }) => group.group === opened);
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed" p="md">
        {t('consumers.noGroups')}
      </Text>
    );
  }
  return (
    <ScrollArea type="auto" className="section-groups">
      <Table verticalSpacing={6} horizontalSpacing={6} fz="sm" className="groups">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('consumers.group')}</Table.Th>
            <Table.Th ta="right">{t('consumers.lagMessages')}</Table.Th>
            <Table.Th ta="right">{t('consumers.lagTime')}</Table.Th>
            <Table.Th>{t('consumers.trend')}</Table.Th>
            <Table.Th ta="right">{t('consumers.perSecond')}</Table.Th>
            <Table.Th ta="right">{t('consumers.errors')}</Table.Th>
            <Table.Th ta="right">{t('consumers.members')}</Table.Th>
            <Table.Th ta="right">{t('consumers.partitions')}</Table.Th>
            <Table.Th ta="right">{t('consumers.rebalances')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('consumers.acts')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <OneGroup key={row.group.group} row={row} service={service} onOpen={setOpened} />
          ))}
        </Table.Tbody>
      </Table>
      {shown && (
        <Suspense>
          <GroupDrawer row={shown} service={service} onClose={() => setOpened(undefined)} />
        </Suspense>
      )}
    </ScrollArea>
  );
}

interface One {
  readonly row: GroupRow;
  readonly service: Service;
  readonly onOpen: (group: string) => void;
}

function OneGroup({ row, service, onOpen }: One) {
  const { count, rate, span } = useText();
  const { group, health } = row;
  const hold = holdOf(group, service);
  const errors = Object.values(group.errors).reduce((sum, one) => sum + one, 0);
  return (
    <Table.Tr data-health={health}>
      <Table.Td>
        <GroupName row={row} service={service} onOpen={onOpen} />
      </Table.Td>
      <Table.Td ta="right">{count(group.lag)}</Table.Td>
      <Table.Td ta="right">{group.lagSeconds === 0 ? '–' : span(group.lagSeconds)}</Table.Td>
      <Table.Td>
        <LagTrend history={group.history} isBad={isSick(health) || health === 'behind'} />
      </Table.Td>
      <Table.Td ta="right">{rate(group.perSecond)}</Table.Td>
      <Table.Td ta="right" data-bad={errors > 0}>
        {count(errors)}
      </Table.Td>
      <Table.Td ta="right">{count(group.members.length)}</Table.Td>
      <Table.Td ta="right">{count(group.partitions.length)}</Table.Td>
      <Table.Td ta="right">{count(group.rebalances)}</Table.Td>
      <Table.Td ta="right">
        <HoldButton service={service.name} group={group.group} isHeld={hold !== undefined} />
      </Table.Td>
    </Table.Tr>
  );
}
