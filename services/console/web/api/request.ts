/** Calls of the console's own server. What it refuses comes back as a `Problem`, in the reader's language. */
import { z } from 'zod';
import { languageNow } from '../text/language.ts';

// Compiled checks need `eval`, which the page's policy forbids.
z.config({ jitless: true });

const problemBody = z.object({
  title: z.string(),
  detail: z.string().optional(),
  code: z.string().optional(),
  traceId: z.string().optional(),
});
const UNAUTHENTICATED = 401;
const NOT_FOUND = 404;

/** A refusal as RFC 9457 tells it. */
export class Problem extends Error {
  readonly status: number;
  readonly detail: string | undefined;
  readonly code: string | undefined;
  readonly traceId: string | undefined;

  constructor(status: number, told: z.output<typeof problemBody>) {
    super(told.title);
    this.status = status;
    this.detail = told.detail;
    this.code = told.code;
    this.traceId = told.traceId;
  }
}

export const isSignedOut = (error: unknown): boolean =>
  error instanceof Problem && error.status === UNAUTHENTICATED;

export const isUnknown = (error: unknown): boolean =>
  error instanceof Problem && error.status === NOT_FOUND;

interface Asking {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
  /** Of an act: the same key never does it twice. */
  readonly key?: string;
}

/** @throws {Problem} when the server refuses; {TypeError} when it cannot be reached */
async function send(path: string, { method = 'GET', body, key }: Asking): Promise<Response> {
  const response = await fetch(`/api${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'accept-language': languageNow(),
      ...(method !== 'GET' && { 'x-angkutan-console': '1' }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.ok) return response;
  const told = problemBody.safeParse(await response.json().catch(() => undefined));
  const unexplained = { title: `HTTP ${response.status}` };
  throw new Problem(response.status, told.data ?? unexplained);
}

/** Asks for something and reads the answer by its schema. */
export async function ask<T>(schema: z.ZodType<T>, path: string, asking: Asking = {}): Promise<T> {
  const response = await send(path, asking);
  return schema.parse(await response.json());
}

/** Tells something to which there is no answer but that it was done. */
export async function tell(path: string, asking: Asking): Promise<void> {
  await send(path, asking);
}

/** `?a=1&b=2` of those that have a value. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
