import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { actOn, type Incident } from '../../api/incidents.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { useText } from '../../text/language.ts';

const SECOND_MS = 1_000;
const HEALING = [
  'hold-wallet-consumer',
  'contain-wallets',
  'reconcile-today',
  'restart-consumer',
  'release-parked',
  'sweep-instructions',
] as const;

export function IncidentCard({ incident }: { incident: Incident }) {
  const { t, count, moment, span } = useText();
  const { signature, severity, subject, since, lastAt, endedAt, value, threshold, unit } = incident;
  const lasted = (new Date(endedAt ?? lastAt).getTime() - new Date(since).getTime()) / SECOND_MS;
  const tone = endedAt === undefined ? (severity === 'page' ? 'bad' : 'warn') : 'calm';
  return (
    <Paper withBorder p="md" component="article" className="figure" data-tone={tone}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={6} flex="1 1 18rem">
          <Group gap="xs">
            <SeverityBadge incident={incident} />
            <Title order={2} size="h6">
              {signature}
            </Title>
            <Text size="sm">{subject}</Text>
          </Group>
          <Text size="sm" className="tabular">
            {t('incidents.measured', { value: count(value), threshold: count(threshold), unit })}
          </Text>
          <Text size="xs" c="dimmed">
            {endedAt === undefined
              ? t('incidents.since', { at: moment(since), span: span(lasted) })
              : t('incidents.lasted', { at: moment(since), span: span(lasted) })}
          </Text>
          <Facts
            facts={[
              [
                t('incidents.runbook'),
                <code key="path" className="breaks">
                  {incident.runbook}
                </code>,
              ],
              ...(incident.act
                ? [[t('incidents.act'), <Healing key="act" act={incident.act} />] as const]
                : []),
            ]}
          />
        </Stack>
        {incident.act && endedAt === undefined && <ActNow incident={incident} act={incident.act} />}
      </Group>
    </Paper>
  );
}

function SeverityBadge({ incident: { severity, endedAt } }: { incident: Incident }) {
  const { t } = useText();
  if (endedAt !== undefined) {
    return (
      <Badge color="teal" variant="light" className="badge">
        {t('incidents.ended')}
      </Badge>
    );
  }
  return (
    <Badge color={severity === 'page' ? 'red' : 'yellow'} variant="light" className="badge">
      {t(`severity.${severity}`)}
    </Badge>
  );
}

type HealingAct = NonNullable<Incident['act']>;

/** In words, where they are known here: a watcher that is newer than this page may know more. */
function useActName({ name }: HealingAct): string {
  const { t } = useText();
  const known = HEALING.find((one) => one === name);
  return known ? t(`healing.${known}`) : name;
}

/** What the system did by itself, how often, and whether it helped. */
function Healing({ act }: { act: HealingAct }) {
  const { t, moment } = useText();
  const { state, attempts, at } = act;
  const name = useActName(act);
  const told = t('incidents.attempts', { count: attempts });
  return `${name} · ${state} · ${told}${at === undefined ? '' : ` · ${moment(at)}`}`;
}

function ActNow({ incident, act }: { incident: Incident; act: HealingAct }) {
  const { t } = useText();
  const queries = useQueryClient();
  const name = useActName(act);
  return (
    <ActButton
      act={{
        title: t('incidents.actTitle', { act: name }),
        children: <Text size="sm">{t('incidents.actAbout')}</Text>,
        confirm: t('incidents.actNow'),
        done: t('incidents.actDone'),
        async run(reason, key) {
          await actOn(incident.incidentId, reason, key);
          await queries.invalidateQueries({ queryKey: ['incidents'] });
        },
      }}
    >
      {name}
    </ActButton>
  );
}
