import { randomUUID } from 'node:crypto';
import type { Language } from '@angkutan/languages';
import { childOf, inTrace, isTraceparent, traceIdOf } from '@angkutan/telemetry';
import type { RequestHandler, Response } from 'express';
import { preferredLanguage } from './language.ts';

/** What is known of a request from its headers alone. */
export interface Context {
  readonly traceparent: string;
  /** The caller's, where it gave a valid one. */
  readonly parent: string | undefined;
  readonly traceId: string;
  readonly requestId: string;
  readonly language: Language;
}

/** Of a caller's own ids only these go into our log: anything else may be a number, or a name. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const contexts = new WeakMap<Response, Context>();

/** Gives every request its trace and its id, and says both in the answer. */
export const withContext: RequestHandler = (request, response, next) => {
  const given = request.get('traceparent');
  const parent = isTraceparent(given) ? given : undefined;
  const traceparent = childOf(parent);
  const asked = request.get('x-request-id') ?? '';
  const requestId = UUID.test(asked) ? asked : randomUUID();
  contexts.set(response, {
    traceparent,
    parent,
    traceId: traceIdOf(traceparent),
    requestId,
    language: preferredLanguage(request.get('accept-language')),
  });
  response.set({ traceparent, 'x-request-id': requestId });
  inTrace(traceparent, next);
};

export function contextOf(response: Response): Context {
  const context = contexts.get(response);
  if (!context) throw new Error('AKT_NO_REQUEST_CONTEXT');
  return context;
}
