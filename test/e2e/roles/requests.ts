import { randomUUID } from 'node:crypto';
import type { Operation, Served } from '../served-documents.ts';

export interface Sent {
  /** By the names in the path, the query and the body. */
  readonly ids: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly token: string | undefined;
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  /** What somebody could tell two answers apart by: all that is not a number of this very request. */
  readonly shape: object;
}

/** A grey dot, which the simulated KasPro takes for a card and a face. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
const OF_THE_REQUEST = ['date', 'traceparent', 'x-request-id', 'keep-alive', 'connection'];

/** Sends one request to an operation. */
export async function send(
  { url }: Pick<Served, 'url'>,
  operation: Operation,
  { ids, query, body, token }: Sent,
): Promise<Answered> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_hole, name: string) =>
    encodeURIComponent(ids[name] ?? 'unknown-1'),
  );
  const asked = new URLSearchParams(query).toString();
  const answer = await fetch(`${url}${path}${asked && `?${asked}`}`, {
    method: operation.method,
    headers: {
      'accept-language': 'en',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      'idempotency-key': randomUUID(),
      ...(contentOf(operation) === 'application/json' && { 'content-type': 'application/json' }),
    },
    ...bodyOf(operation, { ...body, ...inBody(body, ids) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, shape: shapeOf(answer, text) };
}

/** The ids that an operation is told, in the path or the body: those of them that name somebody's things. */
export function idsAsked({ path }: Operation, body: object): string[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return [...new Set([...inPath, ...Object.keys(body).filter((name) => name.endsWith('Id'))])];
}

const inBody = (body: object, ids: Sent['ids']): object =>
  Object.fromEntries(Object.entries(ids).filter(([name]) => Object.hasOwn(body, name)));

const contentOf = ({ requestBody }: Operation): string | undefined =>
  Object.keys(requestBody?.content ?? {})[0];

function bodyOf(operation: Operation, body: object): { body?: string | FormData } {
  const content = contentOf(operation);
  if (content === undefined) return {};
  if (content === 'application/json') return { body: JSON.stringify(body) };
  const form = new FormData();
  const { properties = {} } = operation.requestBody?.content[content]?.schema ?? {};
  for (const name of Object.keys(Object(properties))) {
    form.append(name, new Blob([new Uint8Array(PHOTO)], { type: 'image/png' }), name);
  }
  return { body: form };
}

function shapeOf(answer: Response, text: string): object {
  const headers = [...answer.headers].filter(([name]) => !OF_THE_REQUEST.includes(name));
  const said = text.replace(/"traceId":"[0-9a-f]{32}"/, '"traceId":"…"');
  return { status: answer.status, headers: Object.fromEntries(headers), said };
}
