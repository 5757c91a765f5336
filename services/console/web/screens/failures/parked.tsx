import { Badge, Box, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type ParkedCause, type ParkedKey, useParked } from '../../api/parked.ts';
import type { Column } from '../../parts/columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Loading, NothingHere, Unanswered } from '../../parts/telling.tsx';
import { type Speech, useText } from '../../text/language.ts';
import { ParkedDrawer } from './parked-drawer.tsx';

const same = (one: ParkedCause | undefined, other: ParkedCause): boolean =>
  one?.service === other.service && one.cause === other.cause;

/** What waits, by what it waits for: nothing is to be done about it but to bring that about. */
export function Parked() {
  const text = useText();
  const { t } = text;
  const [chosen, choose] = useState<ParkedCause>();
  const [opened, setOpened] = useState<ParkedKey>();
  const { causes, keys, isLoading, failures } = useParked(chosen ? { cause: chosen.cause } : {});
  const columns = useMemo(() => columnsOf(text), [text]);
  if (isLoading) return <Loading />;
  return (
    <Stack>
      <Unanswered failures={failures} />
      {causes.length === 0 ? (
        <NothingHere title={t('parked.none')} description={t('parked.noneAbout')} />
      ) : (
        <Box className="two-panes">
          <Stack gap={6} className="causes" role="list" aria-label={t('failures.causes')}>
            {causes.map((cause) => (
              <OneCause
                key={`${cause.service} ${cause.cause}`}
                cause={cause}
                isChosen={same(chosen, cause)}
                onChoose={() => choose(same(chosen, cause) ? undefined : cause)}
              />
            ))}
          </Stack>
          <DataTable
            label={t('parked.title')}
            rows={keys}
            columns={columns}
            keyOf={({ service, id }) => `${service} ${id}`}
            onOpen={setOpened}
            empty={<NothingHere icon="search" title={t('failures.noneFound')} />}
          />
        </Box>
      )}
      {opened && <ParkedDrawer parked={opened} onClose={() => setOpened(undefined)} />}
    </Stack>
  );
}

interface Offered {
  readonly cause: ParkedCause;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function OneCause({ cause, isChosen, onChoose }: Offered) {
  const { t, count, moment } = useText();
  const { reason, group, keys, messages, since, errorClass, frames, schemaId, codeVersion } = cause;
  return (
    <div role="listitem">
      <UnstyledButton
        className="cause"
        data-chosen={isChosen}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
          <Text size="sm" fw={600} className="breaks">
            {reason}
          </Text>
          <Badge variant="default" className="badge tabular">
            {count(messages)}
          </Badge>
        </Group>
        {frames.length > 0 && (
          <Text size="xs" c="dimmed" className="mono cut" title={frames[0]}>
            {errorClass} {frames[0]}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {group} · {t('failures.keys', { count: keys })} ·{' '}
          {t('parked.since', { at: moment(since) })}
        </Text>
        <Text size="xs" c="dimmed">
          {t('failures.schema')} {schemaId ?? '–'} · {t('failures.codeVersion')}{' '}
          {codeVersion || '–'}
        </Text>
      </UnstyledButton>
    </div>
  );
}

const columnsOf = ({ t, moment, count }: Speech): readonly Column<ParkedKey>[] => [
  {
    id: 'since',
    title: t('parked.waitsSince'),
    width: '9rem',
    cell: ({ since }) => moment(since),
    sortBy: ({ since }) => since,
  },
  {
    id: 'key',
    title: t('failures.key'),
    width: 'minmax(9rem, 1.3fr)',
    cell: ({ key }) => <span className="mono">{key}</span>,
  },
  {
    id: 'reason',
    title: t('parked.reason'),
    width: 'minmax(10rem, 1fr)',
    isWide: true,
    cell: ({ reason }) => reason,
  },
  {
    id: 'messages',
    title: t('parked.messages'),
    width: '6.5rem',
    isNumber: true,
    cell: ({ messages }) => count(messages),
    sortBy: ({ messages }) => messages,
  },
  {
    id: 'nextAt',
    title: t('parked.nextAt'),
    width: '9rem',
    isWide: true,
    cell: ({ nextAt }) => moment(nextAt),
  },
];
