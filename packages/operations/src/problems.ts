import { problemTable } from '@angkutan/http';
import { texts } from './texts.ts';

/** The refusals of every service's operations; they go into its table beside its own. */
export const OPERATIONS_PROBLEMS = problemTable(texts, {
  CAUSE_NOT_FOUND: 404,
  CONSUMER_HELD: 409,
  CONSUMER_NOT_FOUND: 404,
  DEAD_LETTER_NOT_FOUND: 404,
  DEAD_LETTERS_NOT_DEAD: 409,
  PARKED_KEY_NOT_FOUND: 404,
  REPLAY_NOT_FOUND: 404,
  REPLAY_TOO_LARGE: 422,
});
