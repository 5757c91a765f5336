import { Stack, Text } from '@mantine/core';
import { type ParkedKey, type ParkedStory, useParkedStory } from '../../api/parked.ts';
import { Facts } from '../../parts/facts.tsx';
import { Link } from '../../parts/link.tsx';
import { SidePanel } from '../../parts/overlay.tsx';
import { Loading, ProblemAlert } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import { MessageContent } from './message-content.tsx';

/** The messages that wait behind one key, the first of which decides when the others go on. */
export function ParkedDrawer({ parked, onClose }: { parked: ParkedKey; onClose: () => void }) {
  const { t } = useText();
  const { data: story, error } = useParkedStory(parked);
  return (
    <SidePanel onClose={onClose} title={parked.key}>
      {error ? <ProblemAlert error={error} /> : story ? <Story story={story} /> : <Loading />}
      <Text size="xs" c="dimmed" mt="md">
        {t('failures.masked')}
      </Text>
    </SidePanel>
  );
}

function Story({ story }: { story: ParkedStory }) {
  const { t, count, moment } = useText();
  return (
    <Stack>
      <Link to={`/story?q=${encodeURIComponent(story.key)}`} size="sm">
        {t('failures.storyOfKey')}
      </Link>
      <Facts
        facts={[
          [t('parked.reason'), story.reason],
          [t('failures.group'), story.group],
          [t('failures.codeVersion'), story.codeVersion || '–'],
          [t('parked.messages'), count(story.messages)],
          [t('failures.attempts'), count(story.tries)],
          [t('parked.waitsSince'), moment(story.since)],
          [t('parked.nextAt'), moment(story.nextAt)],
        ]}
      />
      {story.first.map((message) => (
        <Stack key={`${message.partition}@${message.offset}`} gap="xs">
          <Facts
            facts={[
              [t('failures.type'), message.type],
              [t('failures.place'), `${story.topic} ${message.partition}@${message.offset}`],
              [t('failures.schema'), message.schemaId ?? '–'],
            ]}
          />
          <MessageContent message={message} />
        </Stack>
      ))}
    </Stack>
  );
}
