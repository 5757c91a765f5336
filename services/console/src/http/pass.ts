/** Hands calls of the browser on to the services, under the name of who is signed in. */
import { problem, Refusal } from '@angkutan/http';
import { currentTrace, isTraceparent, recordSpan } from '@angkutan/telemetry';
import express, { type Request, type RequestHandler, Router } from 'express';
import type { ServiceAddress } from '../domain/state.ts';
import type { Sessions } from './session.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
const ANSWER_MAX_MS = 20_000;
const HANDED_ON = ['accept', 'accept-language', 'content-type', 'idempotency-key'];
const HANDED_BACK = ['content-type', 'content-language', 'retry-after', 'idempotency-replayed'];

export function passOn(
  addresses: readonly ServiceAddress[],
  watcherUrl: string,
  { signedIn }: Sessions,
): Router {
  const body = express.raw({ type: () => true, limit: BODY_LIMIT_BYTES });
  const passTo =
    (targetOf: (request: Request) => string): RequestHandler =>
    async (request, response) => {
      const { token } = await signedIn(request);
      const answer = await askInTrace(targetOf(request), request, token);
      for (const name of HANDED_BACK) {
        const value = answer.headers.get(name);
        if (value !== null) response.set(name, value);
      }
      response.status(answer.status).send(Buffer.from(await answer.arrayBuffer()));
    };
  const toService = passTo((request) => serviceUrl(addresses, request));
  const toWatcher = passTo(({ path }) => `${watcherUrl}/v1${path.slice('/api'.length)}`);
  const router = Router();
  router.get('/api/services/:service/v1/*path', toService);
  router.post('/api/services/:service/v1/*path', body, toService);
  router.get('/api/incidents', toWatcher);
  router.post('/api/incidents/:incidentId/acts', body, toWatcher);
  return router;
}

/** Any instance answers for its service. */
function serviceUrl(
  addresses: readonly ServiceAddress[],
  { params, originalUrl }: Request,
): string {
  const service = String(params['service']);
  const url = addresses.find(({ name }) => name === service)?.urls[0];
  if (url === undefined) throw new Refusal(problem('NOT_FOUND'));
  return url + originalUrl.slice(`/api/services/${service}`.length);
}

/** An act goes on in the trace of the page that asked; what is only read, and often, begins its own where it is read. */
async function askInTrace(url: string, request: Request, token: string): Promise<Response> {
  const traceparent = currentTrace();
  if (request.method !== 'POST' || traceparent === undefined) return ask(url, request, token);
  const startMs = Date.now();
  const given = request.get('traceparent');
  // Until the service answers, and where it does not.
  let status = 503;
  try {
    const answer = await ask(url, request, token, traceparent);
    status = answer.status;
    return answer;
  } finally {
    recordSpan({
      name: 'hand on an act',
      kind: 'server',
      traceparent,
      parent: isTraceparent(given) ? given : undefined,
      startMs,
      endMs: Date.now(),
      attributes: { 'http.request.method': request.method, 'http.response.status_code': status },
      failed: status >= 500 ? String(status) : undefined,
    });
  }
}

async function ask(
  url: string,
  request: Request,
  token: string,
  traceparent?: string,
): Promise<Response> {
  const headers = HANDED_ON.flatMap((name) => {
    const value = request.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  try {
    return await fetch(url, {
      method: request.method,
      headers: {
        ...Object.fromEntries(headers),
        authorization: `Bearer ${token}`,
        ...(traceparent !== undefined && { traceparent }),
      },
      ...(request.method === 'POST' && { body: Uint8Array.from(request.body) }),
      signal: AbortSignal.timeout(ANSWER_MAX_MS),
    });
  } catch {
    throw new Refusal(problem('UNAVAILABLE', {}, { 'Retry-After': '5' }));
  }
}
