import { problemTable } from './problem-table.ts';
import { texts } from './texts.ts';

/** The refusals that every service has. A service's own table may say them in other words. */
export const PLATFORM_PROBLEMS = problemTable(texts, {
  INVALID_REQUEST: 400,
  MALFORMED_JSON: 400,
  IDEMPOTENCY_KEY_MISSING: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  IDEMPOTENCY_IN_PROGRESS: 409,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  IDEMPOTENCY_KEY_REUSED: 422,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  // Of routes that take files.
  UPLOAD_UNEXPECTED: 400,
  UPLOAD_UNREADABLE: 400,
  UPLOAD_TOO_SLOW: 408,
  UPLOAD_NOT_MULTIPART: 415,
  UPLOAD_TYPE_REFUSED: 415,
  UPLOADS_FULL: 503,
});
