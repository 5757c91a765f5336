import { metrics, recordSpan, watchProcess } from '@angkutan/telemetry';
import { type RequestHandler, Router } from 'express';
import { Histogram } from 'prom-client';
import { type Context, contextOf } from './context.ts';
import { send } from './rendered.ts';
import type { Route } from './route.ts';

const seconds = new Histogram({
  name: 'angkutan_http_request_seconds',
  help: 'Time from the head of a request to the end of its answer',
  labelNames: ['operation', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [metrics],
});

/** Which parts are ready, by name. */
export type Readiness = () => Promise<Record<string, boolean>> | Record<string, boolean>;

/** `/livez`: the process answers. `/readyz`: its parts are ready, else 503. `/metrics`: Prometheus. */
export function probes(readiness: Readiness): Router {
  watchProcess();
  const json = { 'Content-Type': 'application/json; charset=utf-8' };
  return Router()
    .get('/livez', (_request, response) => {
      send(response, { status: 200, headers: json, body: '{"status":"live"}' });
    })
    .get('/readyz', async (_request, response) => {
      const parts = await readiness();
      const ready = Object.values(parts).every(Boolean);
      const body = JSON.stringify({ status: ready ? 'ready' : 'not-ready', parts });
      send(response, { status: ready ? 200 : 503, headers: json, body });
    })
    .get('/metrics', async (_request, response) => {
      const headers = { 'Content-Type': metrics.contentType };
      send(response, { status: 200, headers, body: await metrics.metrics() });
    });
}

/** Times an operation under its name, never under its address: addresses hold ids. */
export function withTiming(route: Route): RequestHandler {
  return (_request, response, next) => {
    const stop = seconds.startTimer({ operation: route.operationId });
    const startMs = Date.now();
    const context = contextOf(response);
    response.once('close', () => {
      stop({ status: response.statusCode });
      recordRequest(route, context, { startMs, status: response.statusCode });
    });
    next();
  };
}

function recordRequest(
  { method, path, operationId }: Route,
  { traceparent, parent }: Context,
  { startMs, status }: { readonly startMs: number; readonly status: number },
): void {
  const verb = method.toUpperCase();
  recordSpan({
    name: `${verb} ${path}`,
    kind: 'server',
    traceparent,
    parent,
    startMs,
    endMs: Date.now(),
    attributes: {
      'http.request.method': verb,
      'http.route': path,
      'http.response.status_code': status,
      'angkutan.operation': operationId,
    },
    failed: status >= 500 ? String(status) : undefined,
  });
}
