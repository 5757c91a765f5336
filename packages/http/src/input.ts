import type { Language } from '@angkutan/languages';
import type { Request as ExpressRequest } from 'express';
import { fieldMessage } from './field-message.ts';
import { type FieldError, problem, Refusal } from './problem.ts';
import { readJson } from './json.ts';
import type { Route } from './route.ts';
import { z } from './zod.ts';

const ERRORS_MAX = 20;
/** Any id, as paths carry it. No dot first: `.` and `..` are steps of a path, which clients take by themselves. */
export const id = z.string().regex(/^[A-Za-z0-9_:~-][A-Za-z0-9_.:~-]{0,99}$/);

/** The parameters of a path, in its order. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** Every parameter that the path names, as text: the schema of a route that gives none. */
export function pathSchema(path: string): z.ZodType {
  return z.strictObject(Object.fromEntries(pathNames(path).map((name) => [name, id])));
}

const NO_QUERY = z.strictObject({});

/** Path, query and body as the route's schemas read them; refuses INVALID_REQUEST with every fault. */
export function readInput(route: Route, request: ExpressRequest, language: Language) {
  const faults: FieldError[] = [];
  const error = (issue: z.core.$ZodRawIssue) => fieldMessage(language, issue);
  const check = (place: string, schema: z.ZodType, value: unknown): unknown => {
    const result = schema.safeParse(value, { error });
    if (!result.success) faults.push(...result.error.issues.map((issue) => faultOf(place, issue)));
    return result.data;
  };
  const params = check('path', route.params ?? pathSchema(route.path), { ...request.params });
  const query = check('query', route.query ?? NO_QUERY, { ...request.query });
  const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = route.body && check('body', route.body, bodyOf(route.body, request, rawBody));
  if (faults.length > 0) {
    throw new Refusal({ ...problem('INVALID_REQUEST'), errors: faults.slice(0, ERRORS_MAX) });
  }
  return { params, query, body, rawBody };
}

/** Whether a request may come without a body: where its schema takes nothing for an answer. */
export const isOptional = (body: z.ZodType): boolean => body.safeParse(undefined).success;

const bodyOf = (schema: z.ZodType, request: ExpressRequest, bytes: Buffer): unknown =>
  bytes.length === 0 && isOptional(schema) ? undefined : jsonOf(request, bytes);

function jsonOf(request: ExpressRequest, bytes: Buffer): unknown {
  if (bytes.length > 0 && !request.is('application/json')) {
    throw new Refusal(problem('UNSUPPORTED_MEDIA_TYPE'));
  }
  return readJson(bytes);
}

function faultOf(place: string, issue: z.core.$ZodIssue): FieldError {
  const field = [place, ...issue.path.map(String)].join('.');
  return { field, code: issue.code.toUpperCase(), message: issue.message };
}
