import type { IncomingHttpHeaders } from 'node:http';
import type { Language } from '@angkutan/languages';
import type { Caller, Role } from './auth.ts';
import type { Problem } from './problem.ts';
import type { Files, Upload } from './upload.ts';
import type { z } from './zod.ts';

/** `/v1/rides/{rideId}/payment` has the parameters `{rideId: string}`. */
type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Record<Name, string> & PathParams<Rest>
  : unknown;

export interface Request<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Of a route with `upload`: the files by their field's name. */
  readonly files: Files;
  /** The bytes as they came, for signatures. */
  readonly rawBody: Buffer;
  readonly caller: Caller;
  readonly language: Language;
  /** On idempotent routes. Derive ids from it and the caller: a rerun after a crash then finds them. */
  readonly idempotencyKey?: string;
  readonly traceparent: string;
  readonly headers: IncomingHttpHeaders;
  /** The client's IP address as far as proxies are trusted; empty when the connection is gone. */
  readonly clientAddress: string;
}

/** `body` goes out as JSON, a bigint as an integer; a string as it is, as the headers name it. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** It holds texts in the `language` of the request, and says so in its headers. */
  readonly spoken?: boolean;
  /** It is given as a table too, to those who accept text/csv. */
  readonly csv?: boolean;
}

interface Definition<Path extends string, Params, Query, Body> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Parameters in braces; each is text of 1 to 100 characters unless `params` says more. */
  readonly path: Path;
  readonly operationId: string;
  readonly summary: string;
  readonly roles: readonly Role[] | 'public';
  readonly params?: z.ZodType<Params>;
  /** Without it, any query is refused. */
  readonly query?: z.ZodType<Query>;
  /** A strict object, so that unknown fields are refused; an optional one may be absent. Without it only `rawBody` is given. */
  readonly body?: z.ZodType<Body>;
  /** Of a route without `body`: what the raw bytes should hold, for the documents. */
  readonly rawBody?: z.ZodType;
  /** Headers that the handler reads and judges itself, for the documents. */
  readonly headers?: z.ZodObject;
  /** Files come in place of a body. */
  readonly upload?: Upload<Params>;
  /** 2xx answers; what all routes of a kind refuse with is documented by itself. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Every code of a problem that `handle` or `admit` answers: the documents promise that there are no others. */
  readonly refusals?: readonly string[];
  /** `true` demands an Idempotency-Key; `optional` obeys one that is there. */
  readonly idempotent?: boolean | 'optional';
  handle(request: Request<Params, Query, Body>): Promise<Reply | Problem> | Reply | Problem;
}

/** A route with its types forgotten: the input is checked by the schemas before `handle` sees it. */
export type Route = Definition<string, unknown, unknown, unknown>;

/** One operation: where it is, who may, what it takes and answers, and the handler. */
export function route<
  const Path extends string,
  Params = PathParams<Path>,
  Query = Record<string, never>,
  Body = undefined,
>(definition: Definition<Path, Params, Query, Body>): Route {
  return definition;
}
