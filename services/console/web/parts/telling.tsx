/** What the page says instead of rows: that there are none, that they are coming, or why they cannot be had. */
import { Alert, Code, EmptyState, Group, Loader, Stack, Text } from '@mantine/core';
import { Problem } from '../api/request.ts';
import type { Gathered } from '../api/services.ts';
import { useText } from '../text/language.ts';
import { Icon, type IconName } from './icon.tsx';

interface Nothing {
  readonly title: string;
  readonly description?: string;
  readonly icon?: IconName;
}

/** Good news mostly. */
export function NothingHere({ title, description, icon = 'calm' }: Nothing) {
  return (
    <EmptyState
      py="xl"
      icon={<Icon name={icon} size={30} />}
      title={title}
      description={description}
      withIndicatorBackground
    />
  );
}

export function Loading() {
  const { t } = useText();
  return (
    <Group justify="center" py="xl" role="status" aria-label={t('page.loading')}>
      <Loader size="sm" type="dots" aria-hidden />
    </Group>
  );
}

/** A refusal in the words of who refused. */
export function ProblemAlert({ error, of }: { error: unknown; of?: string }) {
  const { t } = useText();
  if (error === undefined || error === null) return null;
  const title = error instanceof Problem ? error.message : t('page.unreachable');
  return (
    <Alert color="red" variant="light" role="alert" title={of ? `${of}: ${title}` : title}>
      {error instanceof Problem && <Told problem={error} />}
    </Alert>
  );
}

function Told({ problem: { detail, traceId } }: { problem: Problem }) {
  const { t } = useText();
  return (
    <>
      {detail !== undefined && <Text size="sm">{detail}</Text>}
      {traceId !== undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('page.trace')} <Code>{traceId}</Code>
        </Text>
      )}
    </>
  );
}

/** The services that did not answer: what is shown is not all. */
export function Unanswered({ failures }: Pick<Gathered<object>, 'failures'>) {
  if (failures.length === 0) return null;
  return (
    <Stack gap="xs">
      {failures.map(({ service, error }) => (
        <ProblemAlert key={service} of={service} error={error} />
      ))}
    </Stack>
  );
}
