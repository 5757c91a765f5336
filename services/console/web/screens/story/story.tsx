import { Button, Group, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isUnknown } from '../../api/request.ts';
import { type Story as Told, useStory } from '../../api/story.ts';
import { Icon } from '../../parts/icon.tsx';
import { Link } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { go, usePlace } from '../../router.ts';
import { useText } from '../../text/language.ts';
import { SequenceDiagram } from './sequence-diagram.tsx';
import { Timeline } from './timeline.tsx';

export function Story() {
  const { t } = useText();
  const asked = usePlace().query.get('q') ?? '';
  return (
    <Page title={t('story.title')} about={t('story.about')}>
      <Search key={asked} asked={asked} />
      {asked === '' ? (
        <NothingHere icon="story" title={t('story.ask')} description={t('story.askAbout')} />
      ) : (
        <Answer query={asked} />
      )}
    </Page>
  );
}

function Search({ asked }: { asked: string }) {
  const { t } = useText();
  const [query, setQuery] = useState(asked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(`/story?q=${encodeURIComponent(query.trim())}`);
  };
  return (
    <form onSubmit={submit} role="search">
      <Group gap="xs" align="flex-end">
        <TextInput
          flex="1 1 16rem"
          maw={640}
          aria-label={t('story.search')}
          placeholder={t('story.placeholder')}
          leftSection={<Icon name="search" size={16} />}
          classNames={{ input: 'mono' }}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Button type="submit" disabled={query.trim() === ''}>
          {t('story.tell')}
        </Button>
      </Group>
    </form>
  );
}

function Answer({ query }: { query: string }) {
  const { t } = useText();
  const { data: story, error } = useStory(query);
  if (story) return <Whole story={story} />;
  if (isUnknown(error)) {
    return (
      <NothingHere icon="search" title={t('story.unknown')} description={t('story.unknownAbout')} />
    );
  }
  return error ? <ProblemAlert error={error} /> : <Loading />;
}

function Whole({ story: { steps, related, query } }: { story: Told }) {
  const { t, count } = useText();
  const others = related.filter((id) => id !== query);
  return (
    <Stack>
      {others.length > 0 && (
        <Group gap="sm">
          <Text size="xs" c="dimmed">
            {t('story.related')}
          </Text>
          {others.map((id) => (
            <Link key={id} to={`/story?q=${encodeURIComponent(id)}`} className="mono">
              {id}
            </Link>
          ))}
        </Group>
      )}
      <Tabs defaultValue="timeline" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="timeline">
            {t('story.timeline')} ({count(steps.length)})
          </Tabs.Tab>
          <Tabs.Tab value="diagram">{t('story.diagram')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="timeline">
          <Timeline steps={steps} />
        </Tabs.Panel>
        <Tabs.Panel value="diagram">
          <SequenceDiagram steps={steps} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
