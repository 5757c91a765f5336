import { rupiah } from '@angkutan/money';
import {
  createLogger,
  currentTrace,
  newTraceparent,
  sendSpansTo,
  type Span,
} from '@angkutan/telemetry';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderedIn, ready, type Signal } from './index.ts';
import { createResults, type Result } from './results.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const ORDER = { reference: 'r', requestId: 'p', purpose: 'DUE', from: 'escrow', to: 'd:driver' };
const ordered = newTraceparent();
const instruction = orderedIn(ready({ ...ORDER, amount: rupiah(1_000) }, NOW), ordered);

let spans: Span[];
beforeEach(() => {
  spans = [];
  sendSpansTo((span) => void spans.push(span));
});
afterEach(() => sendSpansTo(undefined));

async function track(doing: 'SEND' | 'ENQUIRE', signal: Signal) {
  const settled: Result[] = [];
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  let within: string | undefined;
  const results = createResults(
    {
      now: () => NOW,
      settle: async (group) => void settled.push(...group),
      onError: (error) => expect.fail(String(error)),
      logger: createLogger({ service: 'test', level: 'debug', destination }),
    },
    10,
  );
  await results.track({
    instruction,
    doing,
    call: async () => {
      within = currentTrace();
      return signal;
    },
  });
  await results.drained();
  return { span: spans[0], settled, within, line: JSON.parse(lines.at(-1) ?? '{}') };
}

describe('a call about a transfer', () => {
  it('is made, answered and logged in the trace that ordered the transfer', async () => {
    const { span, settled, within, line } = await track('ENQUIRE', { type: 'still-open' });
    expect(span).toMatchObject({ name: 'enquire DUE', parent: ordered, failed: undefined });
    expect(within).toBe(span?.traceparent);
    expect(settled[0]?.traceparent).toBe(span?.traceparent);
    const [, traceId, spanId] = within?.split('-') ?? [];
    expect(line).toMatchObject({ traceId, spanId, reference: 'r', outcome: 'still-open' });
  });

  it('that is refused says by which code, and not in whose words', async () => {
    const { span } = await track('SEND', { type: 'refused', code: 120_001, message: 'Saldo Siti' });
    expect(span).toMatchObject({ name: 'send DUE', failed: '120001' });
    expect(JSON.stringify(span)).not.toContain('Siti');
  });

  it('leaves it in the trace of its order, whoever writes it later', () => {
    expect(orderedIn(instruction, newTraceparent()).traceparent).toBe(ordered);
    expect(orderedIn(ready({ ...ORDER, amount: rupiah(1) }, NOW)).traceparent).toBeUndefined();
  });
});
