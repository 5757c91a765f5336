import { BarChart } from '@mantine/charts';
import { Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useVolume, type Volume } from '../../api/ledger.ts';
import { Loading, NothingHere, ProblemAlert } from '../../parts/telling.tsx';
import { go, usePlace, withQuery } from '../../router.ts';
import { useText } from '../../text/language.ts';
import { DayPicker, jakartaDay } from './day-picker.tsx';
import { LinkedFigures } from './linked-figures.tsx';
import { rowsOfDay } from './places.ts';

type Day = NonNullable<ReturnType<typeof useVolume>['data']>;

/** What was paid in a day and what the company earned by it; every figure leads to its postings. */
export function Today() {
  const place = usePlace();
  const date = place.query.get('date') ?? jakartaDay();
  const { data: day, error } = useVolume(date);
  return (
    <Stack>
      <DayPicker day={date} onPick={(picked) => go(withQuery(place, { date: picked }))} />
      <ProblemAlert error={error} />
      {!day && !error && <Loading />}
      {day && <Whole day={day} />}
    </Stack>
  );
}

function Whole({ day }: { day: Day }) {
  const { t, moment } = useText();
  return (
    <>
      {day.kinds.length === 0 ? <NothingHere title={t('volume.none')} /> : <Figures day={day} />}
      <Text size="xs" c="dimmed">
        {t('money.asOf', { at: moment(day.asOf) })}
      </Text>
    </>
  );
}

function Figures({ day }: { day: Day }) {
  const { t } = useText();
  const { date, kinds, hours } = day;
  const busy = hours.filter((one) => one.kinds.length > 0);
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
      <Stack gap="xs" miw={0}>
        <Title order={2} size="h5">
          {t('volume.byKind')}
        </Title>
        <VolumeTable
          first={t('volume.kind')}
          rows={kinds.map((one) => ({ ...one, to: rowsOfDay({ date, kind: one.kind }) }))}
        />
      </Stack>
      <Stack gap="xs" miw={0}>
        <Title order={2} size="h5">
          {t('volume.byHour')}
        </Title>
        <VolumeTable
          first={t('volume.hour')}
          rows={busy.map(({ hour, kinds: ofHour }) => ({
            ...together(ofHour),
            kind: `${String(hour).padStart(2, '0')}.00`,
            to: rowsOfDay({ date, hour }),
          }))}
        />
        <Hours day={day} />
      </Stack>
    </SimpleGrid>
  );
}

const together = (kinds: readonly Volume[]): Omit<Volume, 'kind'> => ({
  count: kinds.reduce((all, one) => all + one.count, 0),
  amount: kinds.reduce((all, one) => all + one.amount, 0),
  fees: kinds.reduce((all, one) => all + one.fees, 0),
});

interface Rows {
  readonly first: string;
  readonly rows: readonly (Volume & { readonly to: string })[];
}

function VolumeTable({ first, rows }: Rows) {
  const { t, count, rupiah } = useText();
  return (
    <Paper withBorder>
      <Table fz="sm" verticalSpacing={6} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{first}</Table.Th>
            <Table.Th ta="right">{t('volume.payments')}</Table.Th>
            <Table.Th ta="right">{t('money.amount')}</Table.Th>
            <Table.Th ta="right">{t('volume.fees')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((one) => (
            <Table.Tr key={one.kind}>
              <Table.Td>{one.kind}</Table.Td>
              <LinkedFigures
                to={one.to}
                figures={[count(one.count), rupiah(one.amount), rupiah(one.fees)]}
              />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

/** The table above, drawn. */
function Hours({ day: { hours } }: { day: Day }) {
  const { t, rupiah } = useText();
  return (
    <Paper withBorder p="md" aria-hidden>
      <BarChart
        h={160}
        data={hours.map(({ hour, kinds }) => ({ hour, amount: together(kinds).amount }))}
        dataKey="hour"
        barChartProps={{ accessibilityLayer: false }}
        withYAxis={false}
        gridAxis="none"
        barProps={{ isAnimationActive: false, radius: 3 }}
        valueFormatter={rupiah}
        series={[{ name: 'amount', label: t('money.amount'), color: 'indigo.6' }]}
      />
    </Paper>
  );
}
