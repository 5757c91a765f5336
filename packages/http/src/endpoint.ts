import { hash } from 'node:crypto';
import type { Request as ExpressRequest, RequestHandler, Response } from 'express';
import { ANONYMOUS, type Authenticate, type Caller } from './auth.ts';
import { commandOf } from './commands.ts';
import { contextOf } from './context.ts';
import { runOnce } from './idempotency.ts';
import type { IdempotencyRows } from './idempotency-rows.ts';
import { readInput } from './input.ts';
import { canonicalJson } from './json.ts';
import type { ProblemTable } from './problem-table.ts';
import { problem, Refusal } from './problem.ts';
import { render, type Rendered, send } from './rendered.ts';
import type { Route } from './route.ts';
import { type createPlaces, type Files, readFiles } from './upload.ts';

const KEY = /^[\x21-\x7e]{1,200}$/;

export interface EndpointParts {
  readonly authenticate: Authenticate;
  readonly rows: IdempotencyRows;
  readonly problems: ProblemTable;
  readonly places: ReturnType<typeof createPlaces>;
}

interface Asked {
  readonly request: ExpressRequest;
  readonly response: Response;
  readonly caller: Caller;
}

/** Lets through those whose role the route names; on a public route everybody, and asks no token. */
export function withRole(
  route: Route,
  authenticate: Authenticate,
  callers: WeakMap<Response, Caller>,
): RequestHandler {
  return async (request, response, next) => {
    if (route.roles === 'public') {
      callers.set(response, ANONYMOUS);
      return next();
    }
    const caller = await authenticate(request.get('authorization'));
    if (!route.roles.some((role) => role === caller.role)) throw new Refusal(problem('FORBIDDEN'));
    callers.set(response, caller);
    next();
  };
}

/** Input checked, key obeyed, handler asked, answer sent. */
export function endpoint(
  route: Route,
  parts: EndpointParts,
  callers: WeakMap<Response, Caller>,
): RequestHandler {
  return async (request, response) => {
    const caller = callers.get(response) ?? ANONYMOUS;
    const asked = { request, response, caller };
    const answer = route.upload
      ? withFiles(route, parts, asked)
      : answerTo(route, parts, asked, {});
    send(response, await answer);
  };
}

/** The files are held in memory from here until the answer is there, so the place is too. */
async function withFiles(route: Route, parts: EndpointParts, asked: Asked): Promise<Rendered> {
  const { upload } = route;
  const { request, caller } = asked;
  if (!upload) throw new Error('AKT_NOT_AN_UPLOAD');
  idempotencyKeyOf(route, request);
  const { params } = readInput(route, request, contextOf(asked.response).language);
  const refused = await upload.admit({ params, caller });
  if (refused) throw new Refusal(refused);
  return parts.places(upload, request.path, async () =>
    answerTo(route, parts, asked, await readFiles(request, upload)),
  );
}

async function answerTo(
  route: Route,
  parts: EndpointParts,
  asked: Asked,
  files: Files,
): Promise<Rendered> {
  const { request, response, caller } = asked;
  const context = contextOf(response);
  const key = idempotencyKeyOf(route, request);
  const input = readInput(route, request, context.language);
  const run = async () => {
    const { language, traceparent } = context;
    const { headers, ip: clientAddress = '' } = request;
    const keyed = key === undefined ? {} : { idempotencyKey: key };
    const answer = await route.handle({
      ...input,
      ...keyed,
      files,
      caller,
      language,
      traceparent,
      headers,
      clientAddress,
    });
    const spoken = 'status' in answer && route.answers[answer.status]?.spoken;
    return render(answer, parts.problems, context, spoken);
  };
  if (key === undefined) return run();
  const asks = canonicalJson([input.params, input.query, input.body ?? null, ...digests(files)]);
  const scope = [caller.sub, route.operationId, key] as const;
  const about = { route, role: caller.role, context, at: new Date(), input };
  const outcome = await runOnce(
    parts.rows,
    { scope, request: asks, commandOf: (answer) => commandOf(about, answer) },
    run,
  );
  return 'problem' in outcome ? render(outcome, parts.problems, context) : outcome;
}

function idempotencyKeyOf(route: Route, request: ExpressRequest): string | undefined {
  if (!route.idempotent) return undefined;
  const key = request.get('idempotency-key');
  if (key === undefined && route.idempotent === 'optional') return undefined;
  if (key === undefined || !KEY.test(key)) throw new Refusal(problem('IDEMPOTENCY_KEY_MISSING'));
  return key;
}

function digests(files: Files): readonly (readonly [string, string])[] {
  return Object.entries(files)
    .map(([name, bytes]) => [name, hash('sha256', bytes, 'base64url')] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
