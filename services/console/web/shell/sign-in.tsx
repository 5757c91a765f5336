import { Button, Center, Code, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useActing } from '../api/act.ts';
import { useSigning } from '../api/session.ts';
import { ProblemAlert } from '../parts/telling.tsx';
import { useText } from '../text/language.ts';
import { Mark } from './mark.tsx';
import { Preferences } from './preferences.tsx';

export function SignIn() {
  const { t } = useText();
  const { into } = useSigning();
  const { run, isUnderWay, error } = useActing();
  const [token, setToken] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => into(token.trim()));
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder p="xl" w="100%" maw={440}>
        <form onSubmit={submit}>
          <Stack>
            <Group justify="space-between">
              <Mark />
              <Preferences />
            </Group>
            <Title order={1} size="h3">
              {t('signIn.title')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('signIn.about')}
            </Text>
            <Textarea
              label={t('signIn.token')}
              classNames={{ input: 'mono' }}
              rows={4}
              required
              autoComplete="off"
              spellCheck={false}
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
            />
            <ProblemAlert error={error} />
            <Button type="submit" loading={isUnderWay} disabled={token.trim() === ''}>
              {t('signIn.enter')}
            </Button>
            <Text size="xs" c="dimmed">
              {t('signIn.development')} <Code>npm run token -- --sub ID --role ops-act</Code>
            </Text>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
