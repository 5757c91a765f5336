import type { Language } from '@angkutan/languages';
import type { Response } from 'express';
import type { Context } from './context.ts';
import { writeJson } from './json.ts';
import type { ProblemTable } from './problem-table.ts';
import { type Problem, problemDocument } from './problem.ts';
import type { Reply } from './route.ts';

/** An answer ready to be sent, or to be kept and sent again. */
export interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whoever is told to come again is told when. */
const COME_AGAIN = new Set([429, 503]);
const RETRY_AFTER_S = '5';

const spokenIn = (language: Language) => ({
  'Content-Language': language,
  Vary: 'Accept-Language',
});

/** `spoken`: a reply that holds texts too; problems always do. */
export function render(
  answer: Reply | Problem,
  table: ProblemTable,
  context: Context,
  spoken = false,
): Rendered {
  if ('problem' in answer) {
    const { status, document } = problemDocument(answer, table, context);
    const headers = {
      'Content-Type': 'application/problem+json; charset=utf-8',
      ...spokenIn(context.language),
      ...(COME_AGAIN.has(status) && { 'Retry-After': RETRY_AFTER_S }),
      ...answer.headers,
    };
    return { status, headers, body: writeJson(document) };
  }
  const { status, body, headers } = answer;
  if (body === undefined) return { status, headers: { ...headers }, body: '' };
  const language = spoken ? spokenIn(context.language) : {};
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...language, ...headers },
    body: typeof body === 'string' ? body : writeJson(body),
  };
}

/** Nothing that the API answers may be kept by a cache on the way: it is somebody's money. */
export function send(response: Response, { status, headers, body }: Rendered): void {
  response.status(status).set({ 'Cache-Control': 'no-store', ...headers });
  response.end(body);
}
