import { ROLES } from './auth.ts';
import type { Route } from './route.ts';

/** Every code with which a route may refuse: its own, and those that all routes of its kind have. */
export function refusalsOf(route: Route): readonly string[] {
  return [
    ...new Set([
      'INVALID_REQUEST',
      ...ofCallers(route),
      ...ofBodies(route),
      ...ofKeys(route),
      ...(route.refusals ?? []),
      'INTERNAL',
      'UNAVAILABLE',
    ]),
  ];
}

function ofCallers({ roles }: Route): string[] {
  if (roles === 'public') return [];
  return roles.length < ROLES.length ? ['UNAUTHENTICATED', 'FORBIDDEN'] : ['UNAUTHENTICATED'];
}

function ofBodies({ method, upload, body }: Route): string[] {
  if (upload) {
    return [
      'UPLOAD_UNEXPECTED',
      'UPLOAD_UNREADABLE',
      'UPLOAD_TOO_SLOW',
      'BODY_TOO_LARGE',
      'UPLOAD_NOT_MULTIPART',
      'UPLOAD_TYPE_REFUSED',
      'UPLOADS_FULL',
    ];
  }
  if (method === 'get') return [];
  return ['BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', ...(body ? ['MALFORMED_JSON'] : [])];
}

function ofKeys({ idempotent }: Route): string[] {
  if (!idempotent) return [];
  return ['IDEMPOTENCY_KEY_MISSING', 'IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_KEY_REUSED'];
}
