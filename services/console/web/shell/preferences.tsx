import {
  ActionIcon,
  Group,
  SegmentedControl,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { Icon } from '../parts/icon.tsx';
import { speak, useText } from '../text/language.ts';

/** Language and light, kept in this browser. */
export function Preferences() {
  const { t, language } = useText();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  return (
    <Group gap="xs" wrap="nowrap">
      <SegmentedControl
        size="xs"
        aria-label={t('page.language')}
        value={language}
        onChange={(chosen) => speak(chosen === 'en' ? 'en' : 'id')}
        data={[
          { value: 'id', label: 'ID' },
          { value: 'en', label: 'EN' },
        ]}
      />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={isDark ? t('page.light') : t('page.dark')}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        <Icon name={isDark ? 'sun' : 'moon'} />
      </ActionIcon>
    </Group>
  );
}
