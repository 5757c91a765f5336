import { text, z } from '@angkutan/http';

const REASON_MAX = 500;

/** Why an operator does something, in his own words: the audit keeps it. */
export const reason = text(REASON_MAX);
/** Of an act that is told nothing else. */
export const reasonBody = z.strictObject({ reason });
