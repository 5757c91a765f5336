import { Badge, Box, Group, Paper, Text, Title } from '@mantine/core';
import type { Service } from '../../api/state.ts';
import { useText } from '../../text/language.ts';
import { GroupTable } from './group-table.tsx';
import type { GroupRow } from './health.ts';
import { figuresOf } from './service-figures.ts';
import { ServiceNumbers } from './service-numbers.tsx';

/** As the watcher's signature says. */
const CRASH_LOOP_RESTARTS = 3;

interface Section {
  readonly service: Service;
  readonly rows: readonly GroupRow[];
}

/** A service: its own numbers, and beside them its consumers. */
export function ServiceSection({ service, rows }: Section) {
  const { t, moment } = useText();
  const figures = figuresOf(service);
  const isWhole = figures.reachable === figures.instances && figures.instances > 0;
  return (
    <Paper withBorder component="section" aria-label={service.name}>
      <Group px="md" py="xs" justify="space-between" className="section-head">
        <Group gap="sm">
          <Title order={2} size="h5">
            {service.name}
          </Title>
          <Badge variant="light" color={isWhole ? 'teal' : 'red'} className="badge">
            {t('consumers.instances', { up: figures.reachable, all: figures.instances })}
          </Badge>
          {figures.restarts > 0 && (
            <Badge
              variant="light"
              color={figures.restarts < CRASH_LOOP_RESTARTS ? 'orange' : 'red'}
              className="badge"
            >
              {t(
                figures.restarts < CRASH_LOOP_RESTARTS
                  ? 'consumers.restarts'
                  : 'consumers.crashLoop',
                { count: figures.restarts },
              )}
            </Badge>
          )}
        </Group>
        {figures.version !== undefined && (
          <Text size="xs" c="dimmed">
            {t('consumers.version', {
              version: figures.version,
              since: moment(figures.youngestSince ?? ''),
            })}
          </Text>
        )}
      </Group>
      <Box className="section-body">
        <ServiceNumbers service={service.name} figures={figures} />
        <GroupTable rows={rows} service={service} />
      </Box>
    </Paper>
  );
}
