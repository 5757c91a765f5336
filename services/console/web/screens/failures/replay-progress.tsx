import { Badge, Group, Progress, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Letter } from '../../api/failures.ts';
import { cancelReplay, type Replay, useReplay } from '../../api/replays.ts';
import { ActButton } from '../../parts/act-button.tsx';
import type { Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Loading, ProblemAlert } from '../../parts/telling.tsx';
import { type Speech, useText } from '../../text/language.ts';

interface Watched {
  readonly service: string;
  readonly replayId: string;
}

type Result = Pick<Letter, 'id' | 'status'>;

/** How far it is, how each message ended, and the way to stop it. */
export function ReplayProgress({ service, replayId }: Watched) {
  const text = useText();
  const { t } = text;
  const columns = useMemo(() => columnsOf(text), [text]);
  const { data: replay, error } = useReplay(service, replayId);
  if (error) return <ProblemAlert error={error} />;
  if (!replay) return <Loading />;
  return (
    <Stack>
      <ReplayBar replay={replay} />
      <Group justify="space-between">
        <Text size="sm">{replay.reason}</Text>
        {replay.status === 'RUNNING' && <CancelButton service={service} replayId={replayId} />}
      </Group>
      <DataTable
        label={t('replay.results')}
        rows={replay.results}
        columns={columns}
        keyOf={({ id }) => id}
        height="40vh"
        empty={<Text size="sm">{t('replay.noResults')}</Text>}
      />
    </Stack>
  );
}

const columnsOf = ({ t }: Speech): readonly Column<Result>[] => [
  {
    id: 'id',
    title: t('failures.message'),
    width: 'minmax(10rem, 1fr)',
    cell: ({ id }) => <span className="mono">{id}</span>,
  },
  {
    id: 'status',
    title: t('failures.status'),
    width: '9rem',
    cell: ({ status }) => t(`letterStatus.${status}`),
    sortBy: ({ status }) => status,
  },
];

const COLOURS = { RUNNING: 'indigo', DONE: 'teal', CANCELLED: 'gray' } as const;
const WHOLE = 100;

export function ReplayBar({ replay }: { replay: Replay }) {
  const { t, count } = useText();
  const { status, handedBack, messages, perSecond } = replay;
  const share = messages === 0 ? WHOLE : (handedBack / messages) * WHOLE;
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Badge className="badge" variant="light" color={COLOURS[status]}>
          {t(`replayStatus.${status}`)}
        </Badge>
        <Text size="xs" className="tabular">
          {t('replay.handedBack', {
            some: count(handedBack),
            all: count(messages),
            rate: count(perSecond),
          })}
        </Text>
      </Group>
      <Progress
        value={share}
        color={COLOURS[status]}
        animated={status === 'RUNNING'}
        aria-label={t('replay.progress')}
      />
    </div>
  );
}

function CancelButton({ service, replayId }: Watched) {
  const { t } = useText();
  return (
    <ActButton
      color="red"
      act={{
        title: t('replay.cancelTitle'),
        children: <Text size="sm">{t('replay.cancelAbout')}</Text>,
        confirm: t('replay.cancel'),
        done: t('replay.cancelled'),
        isDangerous: true,
        run: (reason, key) => cancelReplay(service, replayId, { reason, key }),
      }}
    >
      {t('replay.cancel')}
    </ActButton>
  );
}
