import { Badge, Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { type Replay, useReplays } from '../../api/replays.ts';
import type { Of } from '../../api/services.ts';
import { Dialog } from '../../parts/overlay.tsx';
import { Loading, NothingHere, Unanswered } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import { ReplayBar, ReplayProgress } from './replay-progress.tsx';

/** What was handed back lately, by whom and why, in every service. */
export function Replays() {
  const { t, moment } = useText();
  const { rows, isLoading, failures } = useReplays();
  const [opened, setOpened] = useState<Of<Replay>>();
  if (isLoading) return <Loading />;
  const latest = rows.toSorted((one, other) => other.startedAt.localeCompare(one.startedAt));
  return (
    <Stack gap="sm">
      <Unanswered failures={failures} />
      {latest.length === 0 && <NothingHere title={t('replay.none')} />}
      {latest.map((replay) => (
        <UnstyledButton key={replay.replayId} onClick={() => setOpened(replay)}>
          <Paper withBorder p="sm">
            <Group justify="space-between" mb="xs">
              <Text size="sm" fw={600}>
                {replay.reason}
              </Text>
              <Badge variant="default" className="badge">
                {replay.service}
              </Badge>
            </Group>
            <ReplayBar replay={replay} />
            <Text size="xs" c="dimmed" mt={6}>
              {t('replay.askedBy', { by: replay.askedBy, at: moment(replay.startedAt) })}
            </Text>
          </Paper>
        </UnstyledButton>
      ))}
      {opened && (
        <Dialog onClose={() => setOpened(undefined)} title={t('replay.results')}>
          <ReplayProgress service={opened.service} replayId={opened.replayId} />
        </Dialog>
      )}
    </Stack>
  );
}
