import { Stack, Title } from '@mantine/core';
import { type Incident, useIncidents } from '../../api/incidents.ts';
import { Page } from '../../parts/page.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import { CanaryLine } from './canary.tsx';
import { ContainedWallets } from './contained-wallets.tsx';
import { IncidentCard } from './incident-card.tsx';

export function Incidents() {
  const { t } = useText();
  const { data, error } = useIncidents();
  return (
    <Page title={t('incidents.title')} about={t('incidents.about')}>
      <CanaryLine />
      <ContainedWallets />
      <ProblemAlert error={error} />
      {data ? <All incidents={data} /> : !error && <Loading />}
    </Page>
  );
}

/** What is going on, the gravest and longest first; below it what is over, the latest first. */
function All({ incidents }: { incidents: readonly Incident[] }) {
  const { t } = useText();
  const open = incidents
    .filter(({ endedAt }) => endedAt === undefined)
    .toSorted(
      (one, other) =>
        one.severity.localeCompare(other.severity) || one.since.localeCompare(other.since),
    );
  const over = incidents
    .filter(({ endedAt }) => endedAt !== undefined)
    .toSorted((one, other) => (other.endedAt ?? '').localeCompare(one.endedAt ?? ''));
  return (
    <Stack gap="sm">
      {open.length === 0 && (
        <NothingHere title={t('incidents.none')} description={t('incidents.noneAbout')} />
      )}
      {open.map((incident) => (
        <IncidentCard key={incident.incidentId} incident={incident} />
      ))}
      {over.length > 0 && (
        <Title order={2} size="h5" mt="md">
          {t('incidents.over')}
        </Title>
      )}
      {over.map((incident) => (
        <IncidentCard key={incident.incidentId} incident={incident} />
      ))}
    </Stack>
  );
}
