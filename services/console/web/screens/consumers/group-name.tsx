import { Group as Row, Text, Tooltip, UnstyledButton } from '@mantine/core';
import type { Service } from '../../api/state.ts';
import { useText } from '../../text/language.ts';
import { HealthBadge } from './health-badge.tsx';
import { type GroupRow, holdOf } from './health.ts';

interface Named {
  readonly row: GroupRow;
  readonly service: Service;
  readonly onOpen: (group: string) => void;
}

/** A group's name, how it fares, and below it in words what is wrong. */
export function GroupName({ row, service, onOpen }: Named) {
  const { group, health } = row;
  const hold = holdOf(group, service);
  return (
    <>
      <Row gap="xs" wrap="nowrap">
        <Tooltip label={hold ? `${hold.by}: ${hold.reason}` : group.state}>
          <span className="stays">
            <HealthBadge health={health} />
          </span>
        </Tooltip>
        <UnstyledButton className="opens" onClick={() => onOpen(group.group)}>
          {group.group}
        </UnstyledButton>
      </Row>
      <Wrong row={row} />
    </>
  );
}

export function Wrong({ row: { group, ailment } }: Pick<Named, 'row'>) {
  const { t, count, span } = useText();
  const errors = Object.entries(group.errors).toSorted(([, one], [, other]) => other - one);
  return (
    <>
      {ailment && (
        <Text size="xs" className="wrong">
          {t(`ailment.${ailment}`, {
            state: group.state,
            span: span(group.stalledSeconds),
            lag: count(group.lag),
          })}
        </Text>
      )}
      {errors.length > 0 && (
        <Text size="xs" className="wrong">
          {errors.map(([name, times]) => `${name} × ${count(times)}`).join(', ')}
        </Text>
      )}
    </>
  );
}
