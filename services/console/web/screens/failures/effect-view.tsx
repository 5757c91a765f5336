import { Alert, Group, List, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useText } from '../../text/language.ts';
import type { Effect } from './ledger-effect.ts';

/** What would happen, before anybody asks for it: how many would run, what each account would gain or lose. */
export function EffectView({ effect }: { effect: Effect }) {
  const { t, count } = useText();
  const stops = [
    [t('replay.behindParkedKey'), effect.behindParkedKey],
    [t('replay.behindDeadLetter'), effect.behindDeadLetter],
    [t('replay.notDead'), effect.notDead],
  ] as const;
  return (
    <Stack gap="sm">
      <Group gap="xl">
        <Amount label={t('replay.wouldRun')} value={count(effect.wouldRun)} />
        {stops
          .filter(([, some]) => some > 0)
          .map(([label, some]) => (
            <Amount key={label} label={label} value={count(some)} />
          ))}
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Counted title={t('replay.outcomes')} rows={effect.outcomes} />
        <Counted title={t('replay.publishes')} rows={effect.publishes} />
      </SimpleGrid>
      {effect.movesMoney ? (
        <Ledger accounts={effect.accounts} />
      ) : (
        <Text size="sm">{t('replay.movesNothing')}</Text>
      )}
    </Stack>
  );
}

function Amount({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <div className="figure-value">{value}</div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
    </div>
  );
}

function Counted({ title, rows }: { title: string; rows: Effect['outcomes'] }) {
  const { count } = useText();
  if (rows.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h6">
        {title}
      </Title>
      <List size="sm">
        {rows.map(([name, some]) => (
          <List.Item key={name}>
            {name} × {count(some)}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Ledger({ accounts }: Pick<Effect, 'accounts'>) {
  const { t, signed } = useText();
  return (
    <Alert color="yellow" variant="light" title={t('replay.ledgerEffect')}>
      <Table fz="sm" mt="xs">
        <Table.Tbody>
          {accounts.map(([account, amount]) => (
            <Table.Tr key={account}>
              <Table.Td className="mono breaks">{account}</Table.Td>
              <Table.Td ta="right">{signed(amount)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Alert>
  );
}
