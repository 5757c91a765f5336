import { problem, type Route, route, z } from '@angkutan/http';
import { dayOf } from '../domain/jakarta-day.ts';
import { type Hour, totalOf, type Volume, type VolumeQueries } from '../domain/volume.ts';

const rupiah = z.int().meta({ description: 'Whole rupiah' });
const figures = {
  kind: z.string().meta({ description: 'Such as RIDE, TIP, CASH_OUT, TOP_UP' }),
  count: z.int().meta({ description: 'How many payments' }),
  amount: rupiah,
  fees: rupiah.meta({ description: 'Commission, and fees above KasPro’s own' }),
};
const schema = z.object({
  date: z.iso.date(),
  asOf: z.iso.datetime(),
  kinds: z.array(z.object(figures)).meta({ description: 'The whole day, the largest first' }),
  hours: z.array(z.object({ hour: z.int().min(0).max(23), kinds: z.array(z.object(figures)) })),
});
const query = z.strictObject({
  date: z.iso.date().optional().describe('A day in Asia/Jakarta; today without it'),
});

/** What was paid and earned in a day; figures are at most 10 s old. */
export const getVolume = ({ ofDay }: VolumeQueries, now: () => Date): Route =>
  route({
    method: 'get',
    path: '/v1/ledger/volume',
    operationId: 'getVolume',
    summary:
      'What was paid in a day and what the company earned by it, by kind of payment and hour',
    roles: ['ops', 'ops-act'],
    query,
    answers: { 200: { description: 'Volume and fees', schema } },
    refusals: ['DATE_IN_FUTURE'],
    async handle({ query: { date = dayOf(now()) } }) {
      if (date > dayOf(now())) return problem('DATE_IN_FUTURE');
      const hours = await ofDay(date);
      return {
        status: 200,
        body: {
          date,
          asOf: now().toISOString(),
          kinds: rowsOf(totalOf(hours)),
          hours: hours.map(({ hour, kinds }: Hour) => ({ hour, kinds: rowsOf(kinds) })),
        },
      };
    },
  });

const rowsOf = (kinds: ReadonlyMap<string, Volume>): object[] =>
  [...kinds]
    .map(([kind, volume]) => ({ kind, ...volume }))
    .toSorted((a, b) => Number(b.amount - a.amount) || a.kind.localeCompare(b.kind));
