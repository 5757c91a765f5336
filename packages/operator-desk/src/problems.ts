import { problemTable } from '@angkutan/http';
import { texts } from './texts.ts';

/** The refusals of every service in which operators act; they go into its table beside its own. */
export const DESK_PROBLEMS = problemTable(texts, {
  APPROVAL_NOT_FOUND: 404,
  APPROVAL_OWN: 403,
  APPROVAL_DONE: 409,
  APPROVAL_DECLINED: 409,
  APPROVAL_EXPIRED: 409,
  INSTRUCTION_NOT_FOUND: 404,
  INSTRUCTION_NOT_MANUAL: 409,
});
