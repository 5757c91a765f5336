import { problemTable } from '@angkutan/http';
import { texts } from '../texts.ts';

/** What each refusal of the watcher answers. */
export const problems = problemTable(texts, {
  INCIDENT_NOT_FOUND: 404,
  INCIDENT_ENDED: 409,
  INCIDENT_WITHOUT_ACT: 409,
  ACT_TOO_SOON: 409,
});
