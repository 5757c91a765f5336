import { currentTrace, newTraceparent, sendSpansTo, type Span } from '@angkutan/telemetry';
import { eventually } from '@angkutan/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { route } from '../src/index.ts';
import { ask, type Served, served } from './served.ts';

const routes = [
  route({
    method: 'post',
    path: '/v1/rides/{rideId}/tips',
    operationId: 'tip',
    summary: 'Tips a driver',
    roles: 'public',
    answers: { 200: { description: 'Where it is done' } },
    handle({ params }) {
      if (params.rideId === 'bug') throw new Error('of ours');
      return { status: 200, body: { trace: currentTrace() } };
    },
  }),
];

let app: Served;
let spans: Span[];
beforeAll(async () => {
  app = await served(routes);
});
beforeEach(() => {
  spans = [];
  sendSpansTo((span) => void spans.push(span));
});
afterAll(async () => {
  sendSpansTo(undefined);
  await app.close();
});

const told = (): Promise<Span> =>
  eventually(() => {
    const [span] = spans;
    if (!span) throw new Error('no span yet');
    return span;
  });

describe('a request', () => {
  it('is a span under the caller’s, by its template, and its handler works in it', async () => {
    const traceparent = newTraceparent();
    const headers = { traceparent };
    const { body } = await ask(`${app.url}/v1/rides/r-1/tips`, { json: {}, headers });
    const span = await told();
    expect(span).toMatchObject({
      name: 'POST /v1/rides/{rideId}/tips',
      kind: 'server',
      parent: traceparent,
      traceparent: body.trace,
      attributes: { 'http.route': '/v1/rides/{rideId}/tips', 'http.response.status_code': 200 },
    });
    expect(span.failed).toBeUndefined();
    expect(JSON.stringify(span)).not.toContain('r-1');
  });

  it('begins a trace where the caller has none, or none that is one', async () => {
    const headers = { traceparent: '00-+6281234567890-secret-01' };
    await ask(`${app.url}/v1/rides/r-1/tips`, { json: {}, headers });
    expect((await told()).parent).toBeUndefined();
  });

  it('that fails by our fault says so, and its log line is of the trace', async () => {
    const { status } = await ask(`${app.url}/v1/rides/bug/tips`, { json: {} });
    const span = await told();
    expect([status, span.failed]).toEqual([500, '500']);
    const [, traceId, spanId] = span.traceparent.split('-');
    expect(JSON.parse(app.lines.at(-1) ?? '')).toMatchObject({ traceId, spanId });
  });

  it('of a probe is none: nobody asked for it', async () => {
    await ask(`${app.url}/livez`);
    await ask(`${app.url}/v1/rides/r-1/tips`, { json: {} });
    await told();
    expect(spans).toHaveLength(1);
  });
});
