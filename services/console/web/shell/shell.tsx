import { AppShell, Burger, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense } from 'react';
import { type Session, useSigning } from '../api/session.ts';
import { useLive } from '../api/state-feed.ts';
import { Icon } from '../parts/icon.tsx';
import { Loading, NothingHere } from '../parts/telling.tsx';
import { usePlace } from '../router.ts';
import { useText } from '../text/language.ts';
import { Mark } from './mark.tsx';
import { Preferences } from './preferences.tsx';
import { Menu } from './menu.tsx';
import { screenAt } from './screens.ts';

export function Shell({ session }: { session: Session }) {
  const [isMenuOpen, { toggle, close }] = useDisclosure(false);
  const { path } = usePlace();
  const { t } = useText();
  const screen = screenAt(path);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isMenuOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('page.menu')}
            />
            <Mark />
          </Group>
          <Group gap="md" wrap="nowrap">
            <Pulse />
            <Preferences />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('page.menu')}>
        <Menu current={screen?.path} onChosen={close} />
        <Who session={session} />
      </AppShell.Navbar>
      <AppShell.Main>
        <Suspense fallback={<Loading />}>
          {screen ? <screen.Shown /> : <NothingHere title={t('page.noSuchPage')} />}
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

/** Whether what is shown is of now. */
function Pulse() {
  const { state, isLost } = useLive();
  const { t, moment } = useText();
  if (!state) return null;
  const at = moment(state.at);
  return (
    <Tooltip label={isLost ? t('page.staleSince', { at }) : t('page.liveAt', { at })}>
      <Text size="xs" c="dimmed" className="pulse" data-lost={isLost} role="status">
        <span className="pulse-text">{isLost ? t('page.stale') : t('page.live')}</span>
      </Text>
    </Tooltip>
  );
}

function Who({ session: { sub, role } }: { session: Session }) {
  const { t } = useText();
  const { out } = useSigning();
  return (
    <Stack gap={4} p="xs">
      <div className="cut">
        <Text size="sm" fw={600} className="cut" title={sub}>
          {sub}
        </Text>
        <Text size="xs" c="dimmed">
          {role === 'ops-act' ? t('page.mayAct') : t('page.mayLook')}
        </Text>
      </div>
      <Button
        variant="default"
        size="xs"
        onClick={() => void out()}
        leftSection={<Icon name="out" size={14} />}
      >
        {t('page.signOut')}
      </Button>
    </Stack>
  );
}
