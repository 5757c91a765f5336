import { Tabs } from '@mantine/core';
import { Page } from '../../parts/page.tsx';
import { go, usePlace, withQuery } from '../../router.ts';
import { useText } from '../../text/language.ts';
import { DeadLetters } from './dead-letters.tsx';
import { Parked } from './parked.tsx';
import { Replays } from './replays.tsx';

export function Failures() {
  const { t } = useText();
  const place = usePlace();
  const part = place.query.get('part') ?? 'letters';
  return (
    <Page title={t('failures.title')} about={t('failures.about')}>
      <Tabs
        value={part}
        onChange={(chosen) => go(withQuery(place, { part: chosen ?? undefined }))}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="letters">{t('failures.letters')}</Tabs.Tab>
          <Tabs.Tab value="parked">{t('parked.title')}</Tabs.Tab>
          <Tabs.Tab value="replays">{t('failures.replays')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="letters">
          <DeadLetters />
        </Tabs.Panel>
        <Tabs.Panel value="parked">
          <Parked />
        </Tabs.Panel>
        <Tabs.Panel value="replays">
          <Replays />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
