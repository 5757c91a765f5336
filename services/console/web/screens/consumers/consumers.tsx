import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useLive } from '../../api/state-feed.ts';
import type { State } from '../../api/state.ts';
import { Figure, Figures } from '../../parts/figure.tsx';
import { Page } from '../../parts/page.tsx';
import { Loading, NothingHere } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import { byWorst, isSick, knownGroups, rowOf } from './health.ts';
import { figuresOf } from './service-figures.ts';
import { ServiceSection } from './service-section.tsx';

export function Consumers() {
  const { t } = useText();
  const { state } = useLive();
  return (
    <Page title={t('consumers.title')} about={t('consumers.about')}>
      {state ? <Everything state={state} /> : <Loading />}
    </Page>
  );
}

function Everything({ state }: { state: State }) {
  const { t } = useText();
  const sections = useMemo(() => sectionsOf(state), [state]);
  if (sections.length === 0) return <NothingHere title={t('consumers.none')} />;
  return (
    <Stack gap="lg">
      <Totals state={state} />
      {sections.map(({ service, rows }) => (
        <ServiceSection key={service.name} service={service} rows={rows} />
      ))}
    </Stack>
  );
}

/** Each service with its groups, the worst first. */
function sectionsOf(state: State) {
  const { services } = state;
  const groups = knownGroups(state);
  return services.map((service) => ({
    service,
    rows: groups
      .filter((group) => group.service === service.name)
      .map((group) => rowOf(group, service))
      .toSorted(
        (one, other) =>
          byWorst(one.health, other.health) || one.group.group.localeCompare(other.group.group),
      ),
  }));
}

function Totals({ state }: { state: State }) {
  const { t, count, span } = useText();
  const { services } = state;
  const groups = knownGroups(state);
  const figures = services.map(figuresOf);
  const sum = (of: (one: (typeof figures)[number]) => number): number =>
    figures.reduce((all, one) => all + of(one), 0);
  const sick = sectionsOf(state)
    .flatMap(({ rows }) => rows)
    .filter(({ health }) => isSick(health)).length;
  const oldest = Math.max(0, ...groups.map(({ lagSeconds }) => lagSeconds));
  const open = sum(({ openBreakers }) => openBreakers.length);
  const dead = sum((one) => one.dead);
  const parked = sum(({ parkedKeys }) => parkedKeys);
  const unknown = sum(({ unknownOutcomes }) => unknownOutcomes);
  const lag = groups.reduce((all, one) => all + one.lag, 0);
  return (
    <Figures>
      <Figure
        label={t('consumers.sick')}
        value={count(sick)}
        note={t('consumers.ofGroups', { count: groups.length })}
        tone={sick > 0 ? 'bad' : 'calm'}
      />
      <Figure
        label={t('consumers.lag')}
        value={count(lag)}
        note={t('consumers.oldest', { span: span(oldest) })}
      />
      <Figure
        label={t('consumers.dead')}
        value={count(dead)}
        tone={dead > 0 ? 'bad' : 'calm'}
        to="/failures"
      />
      <Figure
        label={t('consumers.parkedKeys')}
        value={count(parked)}
        tone={parked > 0 ? 'warn' : 'calm'}
      />
      <Figure
        label={t('consumers.openBreakers')}
        value={count(open)}
        tone={open > 0 ? 'bad' : 'calm'}
      />
      <Figure
        label={t('consumers.unknownOutcomes')}
        value={count(unknown)}
        tone={unknown > 0 ? 'warn' : 'calm'}
        to="/money?part=unknown"
      />
    </Figures>
  );
}
