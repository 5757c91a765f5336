import { metrics } from '@angkutan/telemetry';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { BreakerState } from './breaker.ts';
import type { OperationClass } from './operations.ts';
import type { Outcome } from './outcome.ts';

const calls = new Counter({
  name: 'kaspro_calls_total',
  help: 'Calls to KasPro by operation and outcome; an unknown outcome names its cause',
  labelNames: ['operation', 'outcome'],
  registers: [metrics],
});

const latency = new Histogram({
  name: 'kaspro_call_duration_seconds',
  help: 'Time on the wire, by operation',
  labelNames: ['operation'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
  registers: [metrics],
});

const breakers = new Gauge({
  name: 'kaspro_breaker_state',
  help: 'Breaker per operation class: 0 closed, 1 half open, 2 open',
  labelNames: ['class'],
  registers: [metrics],
});

const STATE_VALUES: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

export function countCall(operation: string, outcome: Outcome<unknown>): void {
  calls.inc({ operation, outcome: nameOf(outcome) });
}

/** `startedAt` is on the clock of `performance.now()`. */
export function measureCall(operation: string, startedAt: number): void {
  latency.observe({ operation }, (performance.now() - startedAt) / 1000);
}

export function showBreaker(operationClass: OperationClass, state: BreakerState): void {
  breakers.set({ class: operationClass }, STATE_VALUES[state]);
}

function nameOf(outcome: Outcome<unknown>): string {
  if (outcome.kind === 'unknown') return `unknown ${outcome.cause}`;
  return outcome.kind === 'not-done' ? `not-done ${outcome.reason}` : outcome.kind;
}
