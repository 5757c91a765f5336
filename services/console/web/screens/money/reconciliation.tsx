import { Alert, Group, Stack, Text } from '@mantine/core';
import { type Reconciliation, resolve, useReconciliation } from '../../api/money.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { Figure, Figures } from '../../parts/figure.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { go, usePlace, withQuery } from '../../router.ts';
import { useText } from '../../text/language.ts';
import { BreakTable } from './breaks.tsx';
import { DayPicker, jakartaDay } from './day-picker.tsx';
import { rowsOfDay } from './places.ts';

export function ReconciliationPart() {
  const { t } = useText();
  const place = usePlace();
  const date = place.query.get('date') ?? jakartaDay(1);
  const { data: found, error } = useReconciliation(date);
  return (
    <Stack>
      <Group align="flex-end">
        <DayPicker
          day={date}
          onPick={(picked) => go(withQuery(place, { date: picked, class: undefined }))}
        />
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

const COUNTS = [
  ['missingHere', 'MISSING_HERE'],
  ['missingThere', 'MISSING_THERE'],
  ['different', 'DIFFERENT_AMOUNT'],
  ['duplicate', 'DUPLICATE'],
  ['balance', 'BALANCE'],
] as const;

function Result({ found }: { found: Reconciliation }) {
  const { t, count, moment } = useText();
  const place = usePlace();
  const wanted = place.query.get('class');
  const breaks = found.breaks.filter((one) => wanted === null || one.class === wanted);
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
        {COUNTS.map(([name, group]) => (
          <Figure
            key={name}
            label={t(`reconciliationCount.${name}`)}
            value={count(found[name])}
            tone={found[name] > 0 ? 'bad' : 'calm'}
            to={withQuery(place, { date: found.date, class: group })}
          />
        ))}
      </Figures>
      <BreakTable rows={breaks} emptyText={t('reconciliation.agrees')} />
    </Stack>
  );
}
