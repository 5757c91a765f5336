import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Collector, eventually, startCollector } from '@angkutan/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  childOf,
  createLogger,
  exportSpans,
  inTrace,
  isRecorded,
  metrics,
  newTraceparent,
  recordSpan,
  type Span,
} from './index.ts';

const NOBODY = 'http://127.0.0.1:9';
let lines: string[] = [];
const logger = createLogger({
  service: 'test',
  destination: { write: (line: string) => void lines.push(line) },
});
const exporting = (endpoint: string | undefined, sampleRatio = 1) =>
  exportSpans({ service: 'test', version: '1', endpoint, sampleRatio, logger });

const spanOf = (traceparent: string, more: Partial<Span> = {}): Span => ({
  name: 'process RideBooked',
  kind: 'consumer',
  traceparent,
  startMs: Date.now() - 5,
  endMs: Date.now(),
  attributes: { 'messaging.kafka.offset': 7 },
  ...more,
});

async function lost(): Promise<number> {
  const all = await metrics.getSingleMetric('angkutan_spans_total')?.get();
  const found = all?.values.find(({ labels }) => labels['outcome'] === 'lost');
  return found?.value ?? 0;
}

describe('a span', () => {
  let collector: Collector;
  beforeEach(async () => {
    lines = [];
    collector = await startCollector();
  });
  afterEach(() => collector.stop());

  it('reaches the collector with its own ids, its parent, its attributes and why it failed', async () => {
    const exports = await exporting(`${collector.url}/`);
    const parent = newTraceparent();
    const own = childOf(parent);
    const other = newTraceparent();
    recordSpan(spanOf(own, { parent, link: other, failed: 'CUSTOMER_UNKNOWN' }));
    await exports.stop();
    const [, traceId, spanId] = own.split('-');
    expect(collector.spans).toEqual([
      {
        service: 'test',
        traceId,
        spanId,
        parentSpanId: parent.split('-')[2],
        name: 'process RideBooked',
        kind: 5,
        attributes: { 'messaging.kafka.offset': '7' },
        failed: 'CUSTOMER_UNKNOWN',
        links: [other.split('-')[1]],
      },
    ]);
  });

  it('goes nowhere without a collector, and costs nothing to make', async () => {
    await exporting(undefined);
    expect(isRecorded(newTraceparent())).toBe(false);
  });

  it('is not recorded where whoever began the trace said so', async () => {
    const exports = await exporting(collector.url);
    recordSpan(spanOf(`00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`));
    recordSpan(spanOf(`00-${'a'.repeat(32)}-${'c'.repeat(16)}-01`));
    await exports.stop();
    expect(collector.spans.map(({ spanId }) => spanId)).toEqual(['c'.repeat(16)]);
  });

  it('of a trace that begins here is recorded in the share that was asked for', async () => {
    const never = await exporting(collector.url, 0);
    expect(newTraceparent()).toMatch(/-00$/);
    await never.stop();
    await (await exporting(undefined)).stop();
    expect(newTraceparent()).toMatch(/-01$/);
  });

  it('that nobody takes is dropped: counted, told of once, and the process goes on', async () => {
    const before = await lost();
    const exports = await exporting(NOBODY);
    // More than the queue holds: what does not fit is dropped at once.
    for (let at = 0; at < 10_000; at += 1) recordSpan(spanOf(newTraceparent()));
    await eventually(async () => (await lost()) > before, { within: 20_000 });
    await exports.stop();
    expect(lines.filter((line) => line.includes('AKT_TRACES_LOST'))).toHaveLength(1);
  });
});

describe('a collector that takes spans and never answers', () => {
  it('does not hold up a process that stops', async () => {
    const server = createServer((request) => void request.resume()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const exports = await exporting(`http://127.0.0.1:${port}`);
    recordSpan(spanOf(newTraceparent()));
    const since = performance.now();
    await exports.stop();
    expect(performance.now() - since).toBeLessThan(4_000);
    server.closeAllConnections();
    server.close();
  });
});

describe('a log line', () => {
  it('names the trace and the span in which it is written, also after waiting', async () => {
    lines = [];
    const traceparent = newTraceparent();
    await inTrace(traceparent, async () => {
      await Promise.resolve();
      logger.info('within');
    });
    logger.info('after');
    const [, traceId, spanId] = traceparent.split('-');
    const [within, after] = lines.map((line): object => JSON.parse(line));
    expect(within).toMatchObject({ traceId, spanId });
    expect(after).not.toHaveProperty('traceId');
  });
});
