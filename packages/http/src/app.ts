import type { Logger } from '@angkutan/telemetry';
import express, { type Express, type RequestHandler, type Response, Router } from 'express';
import helmet from 'helmet';
import type { Connection } from 'mongoose';
import { type Auth, type Caller, createAuthenticate } from './auth.ts';
import { withContext } from './context.ts';
import { docsPage } from './docs.ts';
import { endpoint, type EndpointParts, withRole } from './endpoint.ts';
import { answerFailures } from './failures.ts';
import { createIdempotencyRows } from './idempotency-rows.ts';
import { openApiOf } from './openapi.ts';
import { PLATFORM_PROBLEMS } from './platform-problems.ts';
import { probes, type Readiness, withTiming } from './probes.ts';
import type { ProblemTable } from './problem-table.ts';
import { problem, Refusal } from './problem.ts';
import type { Route } from './route.ts';
import { createPlaces } from './upload.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
/** mongoose's number for a connection that is open. */
const CONNECTED = 1;

export interface AppOptions {
  readonly service: string;
  readonly version: string;
  readonly routes: readonly Route[];
  /** The service's own problems; those that every service has are there already. */
  readonly problems: ProblemTable;
  readonly auth: Auth;
  /** Where idempotency keys are kept. */
  readonly connection: Connection;
  readonly logger: Logger;
  /** The service's own parts; the connection's is told beside them, as `mongodb`. */
  readonly readiness: Readiness;
  /** What is served beside the routes and documented by nobody: the pages of a web app. It comes after the routes. */
  readonly pages?: RequestHandler;
  /** Exact number of proxies in front; default 0. */
  readonly trustedProxies?: number;
}

/** The whole HTTP side of a service: its routes, documents, probes and refusals. */
export function createApp(options: AppOptions): Express {
  const { auth, connection, logger, routes } = options;
  const problems = { ...PLATFORM_PROBLEMS, ...options.problems };
  const rows = createIdempotencyRows(connection);
  const authenticate = createAuthenticate(auth);
  const parts = { authenticate, rows, problems, places: createPlaces() };
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustedProxies ?? 0);
  app.set('etag', false);
  app.use(withContext, helmet(), probes(withMongodb(options)), documents(options, problems));
  for (const [path, methods] of byPath(routes)) app.use(mounted(path, methods, parts));
  if (options.pages) app.use(options.pages);
  app.use(() => {
    throw new Refusal(problem('NOT_FOUND'));
  });
  app.use(answerFailures(problems, logger));
  return app;
}

function withMongodb({ connection, readiness }: AppOptions): Readiness {
  return async () => ({
    mongodb: connection.readyState === CONNECTED,
    ...(await readiness()),
  });
}

/** One path with all its methods: another method is 405 and names those that there are. */
function mounted(path: string, routes: readonly Route[], parts: EndpointParts): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const callers = new WeakMap<Response, Caller>();
  const body = express.raw({ type: () => true, limit: BODY_LIMIT_BYTES, inflate: false });
  const at = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
  for (const route of routes) {
    const admitted = withRole(route, parts.authenticate, callers);
    // The body of a GET means nothing, so it is not read; an upload is read by its endpoint.
    const handlers = route.upload || route.method === 'get' ? [admitted] : [admitted, body];
    at[route.method](withTiming(route), ...handlers, endpoint(route, parts, callers));
  }
  const allowed = routes.map((route) => route.method.toUpperCase()).join(', ');
  at.all(() => {
    throw new Refusal(problem('METHOD_NOT_ALLOWED', {}, { Allow: allowed }));
  });
  return router;
}

function byPath(routes: readonly Route[]): Map<string, Route[]> {
  return Map.groupBy(routes, (route) => route.path);
}

function documents({ routes, service, version }: AppOptions, problems: ProblemTable): Router {
  const document = openApiOf({ routes, problems, service, version });
  const page = docsPage(routes, service, version);
  return Router()
    .get('/openapi.json', (_request, response) => void response.json(document))
    .get('/docs', (_request, response) => void response.type('html').send(page));
}
