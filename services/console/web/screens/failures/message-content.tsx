import { Code, Text, Title } from '@mantine/core';
import type { LetterStory } from '../../api/failures.ts';
import { Facts } from '../../parts/facts.tsx';
import { useText } from '../../text/language.ts';

/** What a message says, decoded and masked, or why it is not shown. */
export function MessageContent({
  message: { event, unread, headers },
}: {
  message: Pick<LetterStory, 'event' | 'unread' | 'headers'>;
}) {
  const { t } = useText();
  const why = unread === 'REGISTRY_UNAVAILABLE' ? 'failures.registryAway' : 'failures.undecodable';
  return (
    <>
      <Title order={3} size="h6">
        {t('failures.event')}
      </Title>
      {event ? (
        <Code block>{JSON.stringify(event, undefined, 2)}</Code>
      ) : (
        <Text size="sm">{t(why)}</Text>
      )}
      <Title order={3} size="h6">
        {t('failures.headers')}
      </Title>
      <Facts facts={Object.entries(headers)} />
    </>
  );
}
