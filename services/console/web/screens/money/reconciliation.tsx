import { Alert, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type Reconciliation, resolve, useReconciliation } from '../../api/money.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { Figure, Figures } from '../../parts/figure.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import { BreakTable } from './breaks.tsx';
import { DayPicker, jakartaDay } from './day-picker.tsx';
import { rowsOfDay } from './places.ts';

export function ReconciliationPart() {
  const { t } = useText();
  const [date, setDate] = useState(() => jakartaDay(1));
  const { data: found, error } = useReconciliation(date);
  return (
    <Stack>
      <Group align="flex-end">
        <DayPicker day={date} onPick={setDate} />
        <ActButton
          variant="default"
          act={{
            title: t('reconciliation.run'),
            children: <Text size="sm">{t('reconciliation.runAbout', { date })}</Text>,
            confirm: t('reconciliation.run'),
            done: t('reconciliation.asked'),
            reason: 'none',
            run: (_reason, key) =>
              resolve({ service: 'wallet', path: '/reconciliations', body: { date } }, key),
          }}
        >
          {t('reconciliation.run')}
        </ActButton>
      </Group>
      <ProblemAlert error={error} />
      {found && <Result found={found} />}
      {found === null && <NothingHere title={t('reconciliation.none')} />}
      {found === undefined && !error && <Loading />}
    </Stack>
  );
}

const COUNTS = ['missingHere', 'missingThere', 'different', 'duplicate', 'balance'] as const;

function Result({ found }: { found: Reconciliation }) {
  const { t, count, moment } = useText();
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {found.status} · {moment(found.endedAt ?? found.requestedAt)} ·{' '}
        {t('reconciliation.accounts', { count: count(found.accounts) })}
      </Text>
      {found.unread.length > 0 && (
        <Alert color="yellow" title={t('reconciliation.unread')}>
          {found.unread.join(', ')}
        </Alert>
      )}
      <Figures>
        <Figure
          label={t('reconciliation.matched')}
          value={count(found.matched)}
          note={t('reconciliation.lateOfThem', {
            late: count(found.late),
            inFlight: count(found.inFlight),
          })}
          to={rowsOfDay({ date: found.date })}
        />
        {COUNTS.map((name) => (
          <Figure
            key={name}
            label={t(`reconciliationCount.${name}`)}
            value={count(found[name])}
            tone={found[name] > 0 ? 'bad' : 'calm'}
            to="#breaks"
          />
        ))}
      </Figures>
      <div id="breaks">
        <BreakTable rows={found.breaks} emptyText={t('reconciliation.agrees')} />
      </div>
    </Stack>
  );
}
