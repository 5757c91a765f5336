import { Anchor, Badge, Code, Group, ScrollArea, Stack, Text } from '@mantine/core';
import { type Letter, type LetterStory, useLetterStory } from '../../api/failures.ts';
import { Facts } from '../../parts/facts.tsx';
import { Link } from '../../parts/link.tsx';
import { SidePanel } from '../../parts/overlay.tsx';
import { Loading, ProblemAlert } from '../../parts/telling.tsx';
import { useText } from '../../text/language.ts';
import { MessageContent } from './message-content.tsx';

/** The whole story of one message: what it says, why it was given up, and where it came from. */
export function LetterDrawer({ letter, onClose }: { letter: Letter; onClose: () => void }) {
  const { t } = useText();
  const { service, id } = letter;
  const { data: story, error } = useLetterStory(service, id);
  return (
    <SidePanel onClose={onClose} title={letter.type}>
      {error ? (
        <ProblemAlert error={error} />
      ) : story ? (
        <Story story={story} service={service} />
      ) : (
        <Loading />
      )}
      <Text size="xs" c="dimmed" mt="md">
        {t('failures.masked')}
      </Text>
    </SidePanel>
  );
}

function Story({ story, service }: { story: LetterStory; service: string }) {
  const { t } = useText();
  const eventId = story.headers['ce_id'];
  return (
    <Stack>
      <Group gap="xs">
        <Badge className="badge" color={story.status === 'DEAD' ? 'red' : 'gray'} variant="light">
          {t(`letterStatus.${story.status}`)}
        </Badge>
        <Badge className="badge" variant="default">
          {service}
        </Badge>
        <Link to={`/story?q=${encodeURIComponent(story.key)}`} size="sm">
          {t('failures.storyOfKey')}
        </Link>
        {eventId !== undefined && (
          <Link to={`/story?q=${encodeURIComponent(eventId)}`} size="sm">
            {t('failures.storyOfEvent')}
          </Link>
        )}
        <Anchor size="sm" download={`${story.id}.json`} href={asFile(story)}>
          {t('failures.download')}
        </Anchor>
      </Group>
      <Why story={story} />
      <MessageContent message={story} />
    </Stack>
  );
}

/** What is on the screen, for a ticket. */
const asFile = (story: LetterStory): string =>
  `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(story, undefined, 2))}`;

function Why({ story }: { story: LetterStory }) {
  const { t, moment, count } = useText();
  return (
    <>
      <Facts
        facts={[
          [t('failures.error'), `${story.errorClass} · ${story.code}`],
          [t('failures.text'), story.text],
          [t('failures.group'), story.group],
          [t('failures.place'), `${story.topic} ${story.partition}@${story.offset}`],
          [t('failures.key'), story.key],
          [t('failures.schema'), story.schemaId ?? '–'],
          [t('failures.codeVersion'), story.codeVersion],
          [t('failures.attempts'), count(story.attempts)],
          [t('failures.firstAt'), moment(story.firstFailureAt)],
          [t('failures.at'), moment(story.at)],
        ]}
      />
      {story.frames.length > 0 && (
        <ScrollArea type="auto">
          <Code block>{story.frames.join('\n')}</Code>
        </ScrollArea>
      )}
    </>
  );
}
