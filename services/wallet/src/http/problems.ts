import { problemTable } from '@angkutan/http';
import { texts } from '../texts.ts';

/** What each refusal of the wallet answers. */
export const problems = problemTable(texts, {
  WALLET_NOT_FOUND: 404,
  SIGNATURE_INVALID: 401,
  CALLBACK_UNREADABLE: 422,
  DATE_IN_FUTURE: 422,
  RECONCILIATION_NOT_FOUND: 404,
  SUSPENSE_NOT_FOUND: 404,
  SUSPENSE_DIFFERS: 422,
  SUSPENSE_OF_ANOTHER: 422,
  LIMIT_EXCEEDED: 422,
  BREAK_NOT_FOUND: 404,
  BREAK_NOT_OPEN: 409,
  BREAK_CHANGED: 409,
  BREAK_LATE: 409,
  DEBT_LESS: 422,
  NOT_LATE: 409,
  ADVANCE_OPEN: 409,
});
