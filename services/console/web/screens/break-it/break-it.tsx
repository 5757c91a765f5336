import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useActing } from '../../api/act.ts';
import { turn, useBreakIt } from '../../api/break-it.ts';
import { useMayAct } from '../../api/session.ts';
import { Link } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import type { TextKey } from '../../text/text-keys.ts';

type Fault = NonNullable<ReturnType<typeof useBreakIt>['data']>[number];

/** Break something, and watch the system notice and heal. */
export function BreakIt() {
  const { t } = useText();
  const { data: faults, error, isPending } = useBreakIt();
  return (
    <Page
      title={t('breakIt.title')}
      about={t('breakIt.about')}
      beside={<Link to="/incidents">{t('breakIt.watch')}</Link>}
    >
      <ProblemAlert error={error} />
      {isPending && <Loading />}
      {faults === null && <NothingHere title={t('breakIt.notHere')} />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {faults?.map((fault) => (
          <FaultCard key={fault.name} fault={fault} />
        ))}
      </SimpleGrid>
    </Page>
  );
}

/** The server names its faults in English; those that are known have a text in each language. */
const TITLES: Readonly<Record<string, TextKey>> = {
  'kaspro-outage': 'fault.kasproOutage',
  'lost-answers': 'fault.lostAnswers',
  poison: 'fault.poison',
  'killed-consumer': 'fault.killedConsumer',
  'tampered-ledger': 'fault.tamperedLedger',
};

function FaultCard({ fault: { name, title, running } }: { fault: Fault }) {
  const { t } = useText();
  const queries = useQueryClient();
  const mayAct = useMayAct();
  const { run, isUnderWay, error } = useActing();
  const known = TITLES[name];
  const toggle = async () => {
    const isDone = await run((key) => turn(name, !running, key));
    if (isDone) notifications.show({ message: t('breakIt.done'), color: 'teal' });
    await queries.invalidateQueries({ queryKey: ['break-it'] });
  };
  return (
    <Paper withBorder p="md" className="figure" data-tone={running ? 'bad' : 'calm'}>
      <Stack justify="space-between" h="100%">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} size="h6">
            {known === undefined ? title : t(known)}
          </Title>
          {running && (
            <Badge color="red" variant="light" className="badge">
              {t('breakIt.running')}
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed" className="mono">
          {name}
        </Text>
        <ProblemAlert error={error} />
        {mayAct && (
          <Button
            size="xs"
            variant={running ? 'default' : 'light'}
            color="red"
            loading={isUnderWay}
            onClick={() => void toggle()}
          >
            {running ? t('breakIt.mend') : t('breakIt.break')}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
