/** The journal in the order in which it is sealed. */
import { endOfDay, later, startOfDay } from '../domain/jakarta-day.ts';
import type { JournalRow, Rows } from './rows.ts';

/**
 * A row's moment is that of its decision, by its instance's clock, and it is committed a little later: a row may
 * come after its day was sealed. Within this long of the day's end the next day seals it, first of all its rows,
 * and people are told; a row that appears earlier in a sealed day was inserted by nobody's right.
 */
export const LATE_ROWS_MS = 900_000;

/** Read at once by a cursor. */
const BATCH = 1_000;

export type Journal = Rows['journal'];

export const rowsOfDay = (journal: Journal, day: string): AsyncIterable<JournalRow> =>
  journal
    .find({ at: { $gte: startOfDay(day), $lt: endOfDay(day) } })
    .sort({ at: 1, _id: 1 })
    .batchSize(BATCH);

const lastOf = (day: string) => ({ at: { $gte: lateFrom(day), $lt: endOfDay(day) } });

/** The day's last rows, among which late ones can be. */
export const lastRowsOf = (journal: Journal, day: string): AsyncIterable<JournalRow> =>
  journal.find(lastOf(day)).sort({ at: 1, _id: 1 }).batchSize(BATCH);

export const countLastRows = (journal: Journal, day: string): Promise<number> =>
  journal.countDocuments(lastOf(day));

export const lateFrom = (day: string): Date => later(endOfDay(day), -LATE_ROWS_MS);

export async function firstDayOf(journal: Journal): Promise<Date | undefined> {
  const first = await journal.find().sort({ at: 1, _id: 1 }).limit(1).next();
  return first?.at;
}
