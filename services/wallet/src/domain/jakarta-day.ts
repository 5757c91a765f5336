/** A day of the books: a calendar day in Asia/Jakarta, such as `2026-11-22`. PURE. */

/** Asia/Jakarta has no summer time. */
const AHEAD_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

export const dayOf = (at: Date): string =>
  new Date(at.getTime() + AHEAD_MS).toISOString().slice(0, 10);

export const startOfDay = (day: string): Date => new Date(`${day}T00:00:00+07:00`);

/** The first moment that is no longer of the day. */
export const endOfDay = (day: string): Date => later(startOfDay(day), DAY_MS);

export const dayAfter = (day: string): string => dayOf(endOfDay(day));
export const dayBefore = (day: string): string => dayOf(later(startOfDay(day), -1));

export const later = (at: Date, byMs: number): Date => new Date(at.getTime() + byMs);
