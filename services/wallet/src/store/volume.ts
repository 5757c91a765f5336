/**
 * Volume and fees from the journal itself: there is no second record that could differ. An hour that is over does not
 * change any more, so it is summed once per process; only the hour under way, and the one whose late rows may still
 * come, are summed again, and no more often than every `FRESH_MS`.
 */
import { bookOf } from '../domain/book-name.ts';
import { later, startOfDay } from '../domain/jakarta-day.ts';
import {
  COUNTED_STEPS,
  type Hour,
  type Moved,
  volumesOf,
  type VolumeQueries,
} from '../domain/volume.ts';
import { LATE_ROWS_MS } from './journal-days.ts';
import type { Rows } from './rows.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** Figures are at most this old. */
const FRESH_MS = 10_000;
/** A look that takes longer is given up: payments come first. */
const LOOK_MAX_MS = 20_000;
/** Hours kept in memory: a week of them. */
const HOURS_KEPT_MAX = 168;

interface Kept {
  readonly until: number;
  readonly hour: Promise<Hour>;
}

export function createVolumeQueries(
  { journal }: Pick<Rows, 'journal'>,
  now: () => Date,
): VolumeQueries {
  const kept = new Map<number, Kept>();
  const hourFrom = (from: Date, hour: number): Promise<Hour> => {
    const known = kept.get(from.getTime());
    if (known && known.until > now().getTime()) return known.hour;
    const isOver = later(from, HOUR_MS + LATE_ROWS_MS) < now();
    const summed = sumHour(journal, from, hour);
    const until = isOver ? Infinity : now().getTime() + FRESH_MS;
    kept.delete(from.getTime());
    kept.set(from.getTime(), { until, hour: summed });
    summed.catch(() => kept.delete(from.getTime()));
    const [oldest] = kept.keys();
    if (kept.size > HOURS_KEPT_MAX && oldest !== undefined) kept.delete(oldest);
    return summed;
  };
  return {
    async ofDay(day) {
      const hours: Hour[] = [];
      // One after another: a look never takes more than one of the database's hands.
      for (let hour = 0; hour < HOURS; hour += 1) {
        const from = later(startOfDay(day), hour * HOUR_MS);
        if (from > now()) break;
        hours.push(await hourFrom(from, hour));
      }
      return hours;
    },
  };
}

interface Group {
  readonly _id: { readonly kind: string; readonly step: string; readonly book: string };
  readonly postings: number;
  readonly given: bigint | number;
  readonly taken: bigint | number;
}

async function sumHour(journal: Rows['journal'], from: Date, hour: number): Promise<Hour> {
  const groups = await journal
    .aggregate<Group>(
      [
        {
          $match: {
            at: { $gte: from, $lt: later(from, HOUR_MS) },
            step: { $in: [...COUNTED_STEPS] },
          },
        },
        { $unwind: { path: '$legs', includeArrayIndex: 'leg' } },
        {
          $group: {
            _id: {
              kind: { $ifNull: ['$kind', '$step'] },
              step: '$step',
              book: { $first: { $split: ['$legs.account', '/'] } },
            },
            postings: { $sum: { $cond: [{ $eq: ['$leg', 0] }, 1, 0] } },
            given: { $sum: { $min: ['$legs.amount', 0] } },
            taken: { $sum: { $max: ['$legs.amount', 0] } },
          },
        },
      ],
      { maxTimeMS: LOOK_MAX_MS, allowDiskUse: true },
    )
    .toArray();
  return { hour, kinds: volumesOf(groups.map((group) => movedOf(group))) };
}

const movedOf = ({ _id, postings, given, taken }: Group): Moved => ({
  kind: _id.kind,
  step: _id.step,
  book: bookOf(_id.book),
  postings: Number(postings),
  given: BigInt(given),
  taken: BigInt(taken),
});
