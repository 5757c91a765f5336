import { problemTable } from '@angkutan/http';
import { texts } from '../texts.ts';

/** What each refusal of payments answers. */
export const PROBLEMS = problemTable(texts, {
  PAYMENT_NOT_FOUND: 404,
});
