import { BarChart } from '@mantine/charts';
import { Paper, Stack, Table, Text } from '@mantine/core';
import type { useTrialBalance } from '../../api/money.ts';
import { Link } from '../../parts/link.tsx';
import { useText } from '../../text/language.ts';
import { LinkedFigures } from './linked-figures.tsx';
import { rowsOfBook } from './places.ts';

interface Shown {
  readonly balance: NonNullable<ReturnType<typeof useTrialBalance>['data']>;
}

/** Each kind of account; all of them together are nothing, in every snapshot. */
export function TrialBalance({ balance: { kinds, sum, asOf } }: Shown) {
  const { t, rupiah, count, moment } = useText();
  return (
    <Paper withBorder>
      <Table fz="sm" verticalSpacing={6} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('money.kind')}</Table.Th>
            <Table.Th ta="right">{t('money.accounts')}</Table.Th>
            <Table.Th ta="right">{t('money.balance')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {kinds.map(({ kind, accounts, balance }) => (
            <Table.Tr key={kind}>
              <Table.Td>{kind}</Table.Td>
              <LinkedFigures to={rowsOfBook(kind)} figures={[count(accounts), rupiah(balance)]} />
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr data-wrong={sum !== 0}>
            <Table.Th colSpan={2}>{t('money.sum')}</Table.Th>
            <Table.Th ta="right">
              <Link to="/money?part=entries" inherit>
                {rupiah(sum)}
              </Link>
            </Table.Th>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
      <Float kinds={kinds} />
      <Text size="xs" c="dimmed" p="md" pt={0}>
        {t('money.asOf', { at: moment(asOf) })}
      </Text>
    </Paper>
  );
}

/** The rest of the world is the mirror of all that is ours, and would make the others too small to see. */
const OUTSIDE = 'world';

/** What is owed to whom, at a glance; the table beside it says the same. */
function Float({ kinds }: { kinds: Shown['balance']['kinds'] }) {
  const { t, rupiah } = useText();
  const shown = kinds.filter(({ kind, balance }) => balance !== 0 && kind !== OUTSIDE);
  if (shown.length === 0) return null;
  return (
    <Stack p="md" gap="xs" aria-hidden>
      <Text size="xs" c="dimmed">
        {t('money.float')}
      </Text>
      <BarChart
        h={Math.max(120, shown.length * 26)}
        data={shown.map(({ kind, balance }) => ({ kind, balance }))}
        dataKey="kind"
        orientation="vertical"
        barChartProps={{ accessibilityLayer: false }}
        yAxisProps={{ width: 130 }}
        gridAxis="none"
        withXAxis={false}
        barProps={{ isAnimationActive: false, radius: 3 }}
        valueFormatter={rupiah}
        series={[{ name: 'balance', label: t('money.balance'), color: 'indigo.6' }]}
      />
    </Stack>
  );
}
