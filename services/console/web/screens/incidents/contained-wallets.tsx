import { Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ContainedWallet, letGo, useContainedWallets } from '../../api/contained-wallets.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { useText } from '../../text/language.ts';

/** Wallets that nothing leaves: the watcher has stopped them, a person lets them go. */
export function ContainedWallets() {
  const { t } = useText();
  const { data = [] } = useContainedWallets();
  if (data.length === 0) return null;
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h5">
        {t('contained.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('contained.about')}
      </Text>
      {data.map((wallet) => (
        <Contained key={wallet.walletId} wallet={wallet} />
      ))}
    </Stack>
  );
}

function Contained({ wallet: { walletId, by, reason, at } }: { wallet: ContainedWallet }) {
  const { t, moment } = useText();
  const queries = useQueryClient();
  return (
    <Paper withBorder p="sm" className="figure" data-tone="bad">
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} flex="1 1 16rem">
          <Code className="breaks">{walletId}</Code>
          <Text size="sm">{t('contained.why', { by, at: moment(at), reason })}</Text>
        </Stack>
        <ActButton
          act={{
            title: t('contained.letGo'),
            children: <Text size="sm">{t('contained.letGoAbout', { walletId })}</Text>,
            confirm: t('contained.letGo'),
            done: t('contained.done'),
            async run(given, key) {
              await letGo(walletId, given, key);
              await queries.invalidateQueries({ queryKey: ['contained-wallets'] });
            },
          }}
        >
          {t('contained.letGo')}
        </ActButton>
      </Group>
    </Paper>
  );
}
